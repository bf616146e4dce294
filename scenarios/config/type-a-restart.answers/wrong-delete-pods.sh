# fails: no-outage
kubectl delete pods -l app=web
