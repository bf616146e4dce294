# fails: web-gone
kubectl label node node-3 dedicated=db
