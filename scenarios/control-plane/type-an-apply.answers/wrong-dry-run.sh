# fails: runs
kubectl apply -f site/ --dry-run=server
