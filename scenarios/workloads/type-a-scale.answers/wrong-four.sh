# fails: five
kubectl scale deploy/web --replicas=4
