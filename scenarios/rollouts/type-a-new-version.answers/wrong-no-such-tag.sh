# fails: new-version
kubectl set image deploy/web web=nginx:1.29-typo
