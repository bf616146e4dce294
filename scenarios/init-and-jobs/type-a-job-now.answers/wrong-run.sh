# fails: done
kubectl run backup --image=busybox:1.36 --restart=Never -- sleep 20
