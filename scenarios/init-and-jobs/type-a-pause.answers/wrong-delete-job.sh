# fails: no-more
kubectl delete jobs --all
