kubectl delete all,cm -l project=demo
