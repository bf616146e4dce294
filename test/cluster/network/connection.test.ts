// Can A reach B, and the first step that fails.
import { describe, expect, test } from 'vitest';
import { container, type Fields, newCluster, podDraft } from '../kubelet/node-under-test.ts';

const server = 'mkdir -p /www; echo hi > /www/index.html; exec httpd -f -p 80 -h /www';
const service = (spec: Fields = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
});
const policy = (spec: Fields) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny' },
  spec,
});
const web = podDraft({ run: server }, 'web');

function check(objects: readonly Fields[], host = 'web', port = 80): string {
  const cluster = newCluster();
  const answers = cluster.apply([...objects, podDraft({ run: 'sleep 1000' }, 'client')] as never);
  for (const answer of answers) if (!answer.ok) throw new Error(answer.status.message);
  cluster.advance({ seconds: 10 });
  const report = cluster.connection({ namespace: 'default', pod: 'client', host, port });
  expect(report.steps.filter(({ passed }) => !passed).length).toBe(report.reached ? 0 : 1);
  return report.reached ? 'reached' : `${report.failedAt}: ${report.steps.at(-1)?.found.en}`;
}

describe('a connection', () => {
  const cases: readonly [string, readonly Fields[], string][] = [
    ['is made when nothing is wrong', [web, service()], 'reached'],
    ['needs a name', [web], 'name: Nothing is called web as seen from the namespace default.'],
    ['needs a port of the Service', [web, service({ ports: [{ port: 8080, targetPort: 80 }] })], 'service: The Service web has no port 80; it has 8080.'],
    ['needs labels that match', [podDraft({ run: server }, 'other'), service()], 'endpoint: No pod has the labels that the selector of the Service web asks for.'],
    ['needs a ready endpoint', [podDraft({ run: server, main: { readinessProbe: { exec: { command: ['false'] } } } }, 'web'), service()], 'endpoint: The Service web has 1 endpoints and none is ready.'],
    ['needs policies that allow it, on the way in', [web, service(), policy({ podSelector: { matchLabels: { app: 'web' } } })], 'policy: The NetworkPolicies on ingress of the destination (deny) do not allow it.'],
    ['and on the way out', [web, service(), policy({ podSelector: { matchLabels: { app: 'client' } }, policyTypes: ['Egress'], egress: [{ ports: [{ protocol: 'UDP', port: 53 }] }] })], 'policy: The NetworkPolicies on egress of client (deny) do not allow it.'],
    ['needs the DNS', [web, service(), policy({ podSelector: { matchLabels: { app: 'client' } }, policyTypes: ['Egress'] })], 'name: The NetworkPolicies do not let client ask the DNS who web is.'],
    ['needs every endpoint of the Service', [web, { ...podDraft({ run: 'sleep 1000' }, 'mute'), metadata: { name: 'mute', labels: { app: 'web' } } }, service()], 'port: Nobody listens in the pod mute yet.'],
    ['needs somebody who listens on that port', [web, service({ ports: [{ port: 80, targetPort: 8080 }] })], 'port: In the pod web nobody listens on port 8080; there are listeners on 80.'],
    ['or on any', [podDraft({ run: 'sleep 1000' }, 'web'), service()], 'port: Nobody listens in the pod web yet.'],
    ['needs a program that can answer', [{ ...web, spec: { containers: [container('main', undefined, { image: 'wordpress:6' })] } }, service()], 'program: The program answers with status 500.'],
  ]; // biome-ignore format: a table
  test.each(cases)('%s', (_name, objects, expected) => {
    expect(check(objects)).toBe(expected);
  });
});
