# fails: shop-undisturbed
kubectl delete deploy,svc,cm --all
