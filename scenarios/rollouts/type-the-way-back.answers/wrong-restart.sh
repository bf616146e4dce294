# fails: former-version
kubectl rollout restart deploy/web
