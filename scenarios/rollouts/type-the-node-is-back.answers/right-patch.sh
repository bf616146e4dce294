kubectl patch node node-1 -p '{"spec":{"unschedulable":false}}'
