# fails: refused
kubectl set image deploy/web nginx=nginx:1.29
