// nginx in front of another server, as its configuration says.
import { describe, expect, test } from 'vitest';
import { Tutorial } from './tutorial.ts';

const front = (configuration: string) => `
apiVersion: v1
kind: ConfigMap
metadata: {name: conf}
data:
  default.conf: |
${configuration.replace(/^/gm, '    ')}
---
apiVersion: v1
kind: Pod
metadata: {name: front}
spec:
  volumes: [{name: conf, configMap: {name: conf}}]
  containers: [{name: nginx, image: nginx, volumeMounts: [{name: conf, mountPath: /etc/nginx/conf.d}]}]
`;
const app = `
apiVersion: v1
kind: Service
metadata: {name: app}
spec: {selector: {app: app}, ports: [{port: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: app, labels: {app: app}}
spec: {containers: [{name: app, image: registry.example.com/web-app}]}
`;
const proxy = `server {
  listen 80;
  location /api/ { proxy_pass http://app:8080/; }
  location = /health { return 200 "fine"; }
  location /old { return 301 /new; }
}`;
const status = (played: Tutorial, path: string) =>
  played.exec('front', `curl -s -o /dev/null -w '%{http_code}' http://localhost${path}`).slice(2);

describe('a reverse proxy', () => {
  const played = () => new Tutorial().apply(app).wait(15).apply(front(proxy)).wait(5);
  test('hands on what its locations say, and serves the rest itself', () => {
    const here = played();
    expect(here.exec('front', 'curl -s localhost/api/healthz')).toBe('0 ok');
    expect(here.exec('front', 'curl -s localhost/health')).toBe('0 fine');
    expect([status(here, '/'), status(here, '/nope'), status(here, '/old')]).toEqual(['200', '404', '301']);
  });
  test('answers 502 while nobody is there', () => {
    const here = played();
    here.delete('Pod', 'app').wait(40);
    expect(status(here, '/api/healthz')).toBe('502');
  });
  test('does not start while the name of its upstream is unknown, and does when it is there', () => {
    const here = new Tutorial().apply(front(proxy)).wait(4);
    expect(here.log('front', 'nginx', true)).toMatch(
      /\[emerg\] host not found in upstream "app" in \/etc\/nginx\/conf.d\/default.conf:3/,
    );
    expect(
      here
        .apply(app)
        .wait(60)
        .lines()
        .find((line) => line.startsWith('front')),
    ).toMatch(/^front Running 1\/1 [1-9]$/);
  });
  test('that leads to itself ends with 500', () => {
    const here = new Tutorial()
      .apply(front('server { listen 80; location / { proxy_pass http://localhost; } }'))
      .wait(5);
    expect(status(here, '/')).toBe('500');
  });
  test('goes through an upstream group, and a root of its own', () => {
    const text = `upstream backend { server app:8080; }
server { listen 80; root /srv; location /api { proxy_pass http://backend; } }`;
    const here = new Tutorial().apply(app).wait(15).apply(front(text)).wait(5);
    here.exec('front', 'mkdir -p /srv; echo mine > /srv/index.html');
    expect(here.exec('front', 'curl -s localhost/')).toBe('0 mine');
    expect(status(here, '/api')).toBe('404'); // the application has no /api
  });
});
