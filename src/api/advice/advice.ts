/**
 * What the API server accepts and a person surely did not mean. Each rule looks at all documents of a text together and points
 * at lines; nothing of this keeps an answer from being run.
 */
import type { Text } from '#base/text.ts';
import type { PathStep } from '../decode/fault.ts';
import type { DraftRead } from '../decode/read-draft.ts';

export interface Advice {
  /** The file name of the rule: `image-tag`. */
  readonly rule: string;
  readonly line: number;
  readonly column: number;
  readonly text: Text;
}

export interface AdviceRule {
  readonly name: string;
  check(documents: readonly DraftRead[]): readonly Finding[];
}

export interface Finding {
  readonly document: DraftRead;
  readonly path: readonly PathStep[];
  readonly text: Text;
}

/** Loosely typed: rules only look, and only at what decoding has let through. */
export interface PodSpec {
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly { readonly name?: string }[];
}

export interface Container {
  readonly name?: string;
  readonly image?: string;
  readonly restartPolicy?: string;
  readonly ports?: readonly { readonly name?: string; readonly containerPort?: number; readonly protocol?: string }[];
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string>>;
    readonly limits?: Readonly<Record<string, string>>;
  };
  readonly volumeMounts?: readonly { readonly name?: string }[];
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly startupProbe?: Probe;
}

export interface Probe {
  readonly httpGet?: { readonly port?: string | number };
  readonly tcpSocket?: { readonly port?: string | number };
}

export interface PodTemplate {
  readonly document: DraftRead;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: PodSpec;
  /** Where the pod's spec stands in its document. */
  readonly specPath: readonly PathStep[];
  readonly containers: readonly { readonly container: Container; readonly path: readonly PathStep[] }[];
}

const templatePaths: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** The pods and templates of pods in the documents. */
export function podTemplates(documents: readonly DraftRead[]): readonly PodTemplate[] {
  return documents.flatMap((document) => {
    const path = Object.hasOwn(templatePaths, document.definition.kind)
      ? templatePaths[document.definition.kind]
      : undefined;
    const template = path && (member(document.draft, path) as { metadata?: object; spec?: PodSpec } | undefined);
    if (!path || !template?.spec) return [];
    const { spec } = template;
    const specPath = [...path, 'spec'];
    const labels = (template.metadata as { labels?: Record<string, string> } | undefined)?.labels ?? {};
    const containers = (['initContainers', 'containers'] as const).flatMap((list) =>
      (spec[list] ?? []).map((container, index) => ({ container, path: [...specPath, list, index] })),
    );
    return [{ document, namespace: namespaceOf(document), labels, spec, specPath, containers }];
  });
}

export function namespaceOf({ draft }: DraftRead): string {
  return draft.metadata?.namespace || 'default';
}

/** `member(draft, ['spec', 'selector'])` */
export function member(value: unknown, path: readonly PathStep[]): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PathStep, unknown>)[step] : undefined,
    value,
  );
}
