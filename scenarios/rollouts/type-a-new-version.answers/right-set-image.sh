kubectl set image deploy/web web=nginx:1.29
