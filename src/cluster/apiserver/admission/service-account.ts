/**
 * ServiceAccount: every pod runs as somebody. Fills in the account, mounts its token, the cluster's certificate and the
 * namespace's name, and refuses an account that does not exist. The namespace's `default` account is on its way as soon
 * as the namespace exists (the real plugin waits a second for it), so it is never refused.
 */
import { forbidden } from '../status-errors.ts';
import type { AdmissionPluginFactory } from './plugin.ts';
import { type ContainerDraft, nameInMessage, newPod, type PodSpecDraft } from './pod-draft.ts';

const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount';
const volumePrefix = 'kube-api-access-';
const tokenLifetimeSeconds = 3607;

export const serviceAccount: AdmissionPluginFactory = ({ get, random }) => ({
  name: 'ServiceAccount',
  admit(request) {
    const pod = newPod(request);
    const spec = pod?.spec;
    if (!spec) return undefined;
    const name = spec.serviceAccountName || spec.serviceAccount || 'default';
    const { namespace = 'default' } = request;
    const account = get('ServiceAccount', namespace, name);
    if (!account && name !== 'default') {
      const why = `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`;
      return forbidden('pods', nameInMessage(request), why);
    }
    spec.serviceAccountName = name;
    spec.serviceAccount = name;
    if (!spec.imagePullSecrets?.length && account?.imagePullSecrets?.length) {
      spec.imagePullSecrets = account.imagePullSecrets.map(({ name: secret }) => ({ name: secret }));
    }
    const mounts = spec.automountServiceAccountToken ?? account?.automountServiceAccountToken ?? true;
    if (mounts) mountToken(spec, () => volumePrefix + random.nameSuffix());
    return undefined;
  },
});

function mountToken(spec: PodSpecDraft, newName: () => string): void {
  const existing = spec.volumes?.find(({ name }) => name?.startsWith(volumePrefix))?.name;
  const name = existing ?? newName();
  let mounted = false;
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])] as ContainerDraft[]) {
    if (container.volumeMounts?.some((mount) => mount.mountPath === mountPath)) continue;
    container.volumeMounts = [...(container.volumeMounts ?? []), { name, readOnly: true, mountPath }];
    mounted = true;
  }
  if (mounted && existing === undefined) spec.volumes = [...(spec.volumes ?? []), tokenVolume(name)];
}

function tokenVolume(name: string): NonNullable<PodSpecDraft['volumes']>[number] {
  return {
    name,
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: tokenLifetimeSeconds, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
          },
        },
      ],
      defaultMode: 420,
    },
  };
}
