kubectl scale deployment web --current-replicas=2 --replicas=5
