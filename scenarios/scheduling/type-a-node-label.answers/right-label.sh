kubectl label node node-2 disk=ssd
