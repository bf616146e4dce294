kubectl label pod web-1 role-
