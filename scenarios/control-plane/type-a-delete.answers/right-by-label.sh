kubectl delete deploy,svc,cm -l project=demo
