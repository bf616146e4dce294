# fails: all-run
kubectl rollout restart deploy/web
