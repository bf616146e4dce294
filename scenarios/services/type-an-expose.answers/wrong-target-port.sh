# fails: reached
kubectl expose deploy/web --port=80 --target-port=8080
