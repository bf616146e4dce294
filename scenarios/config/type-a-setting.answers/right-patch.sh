kubectl create cm settings --from-literal=MODE=quiet
kubectl patch deploy web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","envFrom":[{"configMapRef":{"name":"settings"}}]}]}}}}'
