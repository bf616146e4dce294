kubectl patch deployment web -p '{"spec":{"replicas":5}}'
