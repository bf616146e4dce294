kubectl taint node node-3 dedicated=db:NoSchedule dedicated=db:NoExecute
