# fails: refused
kubectl rollout undo deploy/web --to-revision=7
