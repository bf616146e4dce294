/** The hashes in names, beside those that a real v1.36 gave to the same templates. */
import { describe, expect, test } from 'vitest';
import { revisionHash, templateHash } from '#cluster/controllers/template-hash.ts';

function template(main: object, spec: object = {}, labels: Record<string, string> = { app: 'web' }) {
  return {
    metadata: { labels },
    spec: {
      containers: [
        {
          name: 'main',
          image: 'registry.k8s.io/pause:3.10-b',
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
          imagePullPolicy: 'IfNotPresent',
          ...main,
        },
      ],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      securityContext: {},
      schedulerName: 'default-scheduler',
      ...spec,
    },
  };
}

const probed = template(
  {
    image: 'busybox:1.36',
    command: ['sh', '-c', 'touch /tmp/r; sleep 100000'],
    readinessProbe: {
      exec: { command: ['sh', '-c', 'cat /tmp/r'] },
      timeoutSeconds: 1,
      periodSeconds: 2,
      successThreshold: 1,
      failureThreshold: 3,
    },
  },
  { terminationGracePeriodSeconds: 3 },
);

describe('the hash of a template', () => {
  test('is the one that Kubernetes gives it', () => {
    expect(templateHash(template({}, {}, { app: 'app' }))).toBe('9c68547d7');
    expect(templateHash(probed)).toBe('58dcb75465');
  });

  test('does not see whether something empty is there or absent', () => {
    expect(templateHash({ ...probed, spec: { ...probed.spec, volumes: [], nodeSelector: {} } })).toBe('58dcb75465');
  });

  test('does not see the order of labels', () => {
    const one = templateHash(template({}, {}, { app: 'web', tier: 'front' }));
    expect(templateHash(template({}, {}, { tier: 'front', app: 'web' }))).toBe(one);
  });

  test('sees every field, and an object without fields where there was none', () => {
    const hashes = [
      template({}),
      template({ tty: true }),
      template({ securityContext: {} }),
      template({ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] }),
      template({ env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 's', key: 'k' } } }] }),
      template({ resources: { limits: { memory: '64Mi' } } }),
      template({ resources: { requests: { memory: '64Mi' } } }),
      template({ ports: [{ containerPort: 80, protocol: 'TCP' }] }),
      template({ livenessProbe: { httpGet: { port: 80 } } }),
      template({ livenessProbe: { httpGet: { port: '80' } } }),
      template({}, { volumes: [{ name: 'v', emptyDir: {} }] }),
      template({}, { volumes: [{ name: 'v', nfs: { server: 'a', path: '/' } }] }),
    ].map((one) => templateHash(one));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test('is another after a collision', () => {
    expect(templateHash(probed, 1)).not.toBe(templateHash(probed));
    expect(templateHash(probed, 0)).toBe(templateHash(probed));
  });
});

test('the hash of a revision of a StatefulSet is the one that Kubernetes gives it', () => {
  const data = (of: object) => ({ spec: { template: { ...of, $patch: 'replace' } } });
  expect(revisionHash(data(template({}, {}, { app: 'app' })), 0)).toBe('6bff4b5986');
});
