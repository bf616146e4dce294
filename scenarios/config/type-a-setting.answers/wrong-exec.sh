# fails: variable
kubectl exec deploy/web -- sh -c "export MODE=quiet"
