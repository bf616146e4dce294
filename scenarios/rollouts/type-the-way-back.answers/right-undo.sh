kubectl rollout undo deploy/web
