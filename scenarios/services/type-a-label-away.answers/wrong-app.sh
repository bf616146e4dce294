# fails: still-owned
kubectl label pod web-1 app- role-
