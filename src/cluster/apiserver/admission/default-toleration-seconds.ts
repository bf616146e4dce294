/**
 * DefaultTolerationSeconds: a pod stays five minutes on a node that is not ready or cannot be reached, unless it says
 * otherwise itself. This is why pods of a lost node come back so late.
 */
import type { AdmissionPluginFactory } from './plugin.ts';
import type { PodDraft } from './pod-draft.ts';

const tolerationSeconds = 300;
const taints = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

export const defaultTolerationSeconds: AdmissionPluginFactory = () => ({
  name: 'DefaultTolerationSeconds',
  admit({ operation, definition, subresource, object }) {
    const relevant = definition.kind === 'Pod' && operation !== 'DELETE' && subresource === undefined;
    const spec = relevant ? (object as PodDraft).spec : undefined;
    if (!spec) return undefined;
    const given = spec.tolerations ?? [];
    const missing = taints.filter(
      (taint) => !given.some(({ key, effect }) => (key === taint || !key) && (effect === 'NoExecute' || !effect)),
    );
    if (missing.length > 0) {
      const added = missing.map((key) => ({
        key,
        operator: 'Exists' as const,
        effect: 'NoExecute' as const,
        tolerationSeconds,
      }));
      spec.tolerations = [...given, ...added];
    }
    return undefined;
  },
});
