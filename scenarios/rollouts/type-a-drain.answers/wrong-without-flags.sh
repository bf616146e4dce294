# fails: refused
kubectl drain node-2
