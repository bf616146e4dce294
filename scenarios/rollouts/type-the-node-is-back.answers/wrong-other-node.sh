# fails: all-run
kubectl uncordon node-2
