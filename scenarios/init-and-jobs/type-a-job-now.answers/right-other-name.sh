kubectl create job backup-before-migration --from=cronjob/backup && kubectl wait --for=condition=complete job/backup-before-migration --timeout=5m
