cd site && kubectl create -f .
