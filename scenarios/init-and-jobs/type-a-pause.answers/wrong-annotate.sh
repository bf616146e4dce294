# fails: no-more
kubectl annotate cronjob report suspend=true
