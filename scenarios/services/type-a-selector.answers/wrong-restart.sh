# fails: traffic-arrives
kubectl rollout restart deploy/web
