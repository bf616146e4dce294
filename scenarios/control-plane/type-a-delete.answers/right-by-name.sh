kubectl delete deployment/demo service/demo configmap/demo
