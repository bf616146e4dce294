# fails: on-the-ssd
kubectl label node node-1 disk=ssd
