echo -n s3creta > password
kubectl create secret generic db --from-file=password
