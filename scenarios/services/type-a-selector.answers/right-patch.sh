kubectl patch svc web -p '{"spec":{"selector":{"app":"web"}}}'
