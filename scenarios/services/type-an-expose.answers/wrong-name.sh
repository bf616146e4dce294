# fails: reached
kubectl expose deploy/web --port=80 --name=website
