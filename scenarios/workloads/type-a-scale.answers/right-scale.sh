kubectl scale deploy/web --replicas=5
