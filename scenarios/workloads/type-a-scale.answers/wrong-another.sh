# fails: one-deployment
kubectl create deployment web2 --image=nginx:1.29 --replicas=3
