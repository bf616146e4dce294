# fails: refused
kubectl expose deploy/web
