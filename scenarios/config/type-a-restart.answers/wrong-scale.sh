# fails: new-value
kubectl scale deploy web --replicas=5 && kubectl scale deploy web --replicas=4
