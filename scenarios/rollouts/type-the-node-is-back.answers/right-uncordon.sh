kubectl uncordon node-1
