kubectl taint nodes node-3 dedicated=db:NoExecute
