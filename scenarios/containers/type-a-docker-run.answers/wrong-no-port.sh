# fails: visited
docker run -d --name web --restart always nginx:1.29
