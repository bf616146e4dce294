# fails: settings-gone
kubectl delete all -l project=demo
