# fails: refused
kubectl patch pvc data -p '{"spec":{"resources":{"requests":{"storage":"500Mi"}}}}'
