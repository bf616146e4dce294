# fails: no-more-pods
kubectl label pods --all app=wbe --overwrite
