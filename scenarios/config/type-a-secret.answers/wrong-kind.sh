# fails: runs
kubectl create configmap db --from-literal=password=s3creta
