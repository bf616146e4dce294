# fails: kept
kubectl delete cronjob report
