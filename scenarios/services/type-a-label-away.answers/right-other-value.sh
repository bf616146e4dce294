kubectl label pods/web-1 role=debug --overwrite
