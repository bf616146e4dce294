# fails: new-version
kubectl delete pods -l app=web
