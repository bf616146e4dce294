# fails: grown
kubectl delete pvc data --wait=false
