kubectl label nodes node-2 disk=ssd
