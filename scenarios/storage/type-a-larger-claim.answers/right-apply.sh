kubectl get pvc data -o yaml | sed '/requests/,/storage/s/storage: 1Gi/storage: 5Gi/' | kubectl apply -f -
