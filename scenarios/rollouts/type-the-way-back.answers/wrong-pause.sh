# fails: former-version
kubectl rollout pause deploy/web
