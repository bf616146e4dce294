# fails: alive
kubectl delete pod web-1
