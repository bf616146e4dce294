# fails: on-the-ssd
kubectl patch deploy db --type=json -p '[{"op":"remove","path":"/spec/template/spec/nodeSelector"}]'
