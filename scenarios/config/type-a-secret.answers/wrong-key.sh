# fails: runs
kubectl create secret generic db --from-literal=MARIADB_ROOT_PASSWORD=s3creta
