# fails: empty
kubectl drain node-1 --ignore-daemonsets --delete-emptydir-data
