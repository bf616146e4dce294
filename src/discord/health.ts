/**
 * Three pages for whoever runs the bot: `/healthz` answers while the process is alive, `/readyz` while it is on Discord and its
 * database answers, `/metrics` is for Prometheus. Nothing else is served, and nothing is read from requests but their path.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Health {
  readonly port: number;
  stop(): Promise<void>;
}

export interface HealthParts {
  readonly port: number;
  readonly ready: () => Promise<boolean>;
  readonly metrics: () => string;
}

export async function startHealth({ port, ready, metrics }: HealthParts): Promise<Health> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: string) =>
      response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(body);
    switch (new URL(request.url ?? '/', 'http://localhost').pathname) {
      case '/healthz':
        return void answer(200, 'ok\n');
      case '/readyz':
        ready().then(
          (isReady) => answer(isReady ? 200 : 503, isReady ? 'ready\n' : 'not ready\n'),
          () => answer(503, 'not ready\n'),
        );
        return;
      case '/metrics':
        return void answer(200, metrics());
      default:
        return void answer(404, 'not found\n');
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
