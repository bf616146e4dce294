docker run -d --name web -p 8080:80 --restart unless-stopped nginx:1.29
