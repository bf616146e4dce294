kubectl get svc web -o yaml | sed 's/wbe/web/' | kubectl apply -f -
