kubectl create job now --from=cronjob/backup
