# fails: alive
kubectl scale sts/web --replicas=2
