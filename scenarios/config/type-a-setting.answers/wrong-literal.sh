# fails: from-configmap
kubectl set env deploy/web MODE=quiet
