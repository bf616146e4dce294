# fails: demo-gone
kubectl delete pods -l project=demo
