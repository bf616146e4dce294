# fails: visited
docker run -d --name web -p 80:8080 --restart always nginx:1.29
