# fails: variable
kubectl create configmap web --from-literal=MODE=quiet
