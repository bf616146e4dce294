# fails: refused
kubectl apply site/
