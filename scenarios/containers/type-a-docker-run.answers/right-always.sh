docker run --detach --name=web --publish 8080:80 --restart=always nginx:1.29
