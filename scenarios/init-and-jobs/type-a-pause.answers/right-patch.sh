kubectl patch cronjob report -p '{"spec":{"suspend":true}}'
