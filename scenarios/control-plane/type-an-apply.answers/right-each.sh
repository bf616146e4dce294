kubectl apply -f site/web.yaml -f site/service.yaml
