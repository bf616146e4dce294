cat site/web.yaml site/service.yaml | sed "s/^apiVersion/---\n&/" | kubectl apply -f -
