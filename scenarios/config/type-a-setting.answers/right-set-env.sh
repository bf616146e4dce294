kubectl create configmap web --from-literal=MODE=quiet && kubectl set env deploy/web --from=configmap/web
