# fails: refused
kubectl create secret db --from-literal=password=s3creta
