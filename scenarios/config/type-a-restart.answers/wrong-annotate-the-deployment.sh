# fails: new-value
kubectl annotate deploy web settings=2
