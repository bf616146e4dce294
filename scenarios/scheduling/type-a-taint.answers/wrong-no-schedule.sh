# fails: web-gone
kubectl taint nodes node-3 dedicated=db:NoSchedule
