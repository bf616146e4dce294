# fails: database-undisturbed
kubectl drain node-3
