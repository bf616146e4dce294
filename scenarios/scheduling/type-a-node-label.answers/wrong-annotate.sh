# fails: runs
kubectl annotate node node-2 disk=ssd
