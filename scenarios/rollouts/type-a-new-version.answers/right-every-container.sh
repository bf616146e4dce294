kubectl set image deployment web '*=nginx:1.29' && kubectl rollout status deploy/web
