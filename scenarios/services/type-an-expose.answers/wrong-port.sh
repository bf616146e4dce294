# fails: reached
kubectl expose deploy/web --port=8080 --target-port=80
