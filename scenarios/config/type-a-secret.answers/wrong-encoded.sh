# fails: password
kubectl create secret generic db --from-literal=password=$(echo -n s3creta | base64)
