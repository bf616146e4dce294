kubectl rollout restart deploy/web
