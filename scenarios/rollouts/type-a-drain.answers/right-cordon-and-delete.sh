kubectl cordon node-2
for pod in $(kubectl get pods -l app=web --field-selector spec.nodeName=node-2 -o name); do kubectl delete $pod; done
