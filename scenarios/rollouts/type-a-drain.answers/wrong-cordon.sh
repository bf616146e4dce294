# fails: empty
kubectl cordon node-2
