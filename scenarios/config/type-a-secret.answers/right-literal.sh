kubectl create secret generic db --from-literal=password=s3creta
