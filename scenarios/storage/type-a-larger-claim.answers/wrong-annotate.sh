# fails: grown
kubectl annotate pvc data size=5Gi
