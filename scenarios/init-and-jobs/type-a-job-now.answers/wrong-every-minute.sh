# fails: schedule-kept
kubectl patch cronjob backup -p '{"spec":{"schedule":"* * * * *"}}'
