# fails: refused
kubectl scale deploy/web --replica=5
