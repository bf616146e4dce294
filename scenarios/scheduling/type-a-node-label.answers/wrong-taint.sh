# fails: runs
kubectl taint node node-2 disk=ssd:NoSchedule
