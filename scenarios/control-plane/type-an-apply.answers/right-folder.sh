kubectl apply -f site/
