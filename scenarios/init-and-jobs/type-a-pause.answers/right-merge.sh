kubectl patch cj/report --type=merge -p '{"spec":{"suspend":true}}'
