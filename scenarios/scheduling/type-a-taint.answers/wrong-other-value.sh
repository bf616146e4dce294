# fails: database-undisturbed
kubectl taint nodes node-3 dedicated=web:NoExecute
