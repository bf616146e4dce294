# fails: no-outage
kubectl delete deploy web
kubectl create deployment web --image=nginx:1.29 --replicas=4
