kubectl expose deploy/web --port=80
