# fails: refused
kubectl create job now --from=backup
