# fails: former-version
kubectl delete pods -l app=web
