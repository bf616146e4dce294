# fails: has-a-name
kubectl apply -f site/web.yaml
