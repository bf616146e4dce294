/** Where a pod may run: tolerations and spreading. */
import type { Anything } from '../api.ts';
import { selectorText } from '../printers/printer.ts';
import type { Writer } from './writer.ts';

interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
  readonly tolerationSeconds?: number;
}

export function describeTolerations(writer: Writer, tolerations: readonly Toleration[] = [], indent = ''): void {
  const sorted = [...tolerations].sort((one, other) => ((one.key ?? '') < (other.key ?? '') ? -1 : 1));
  const [first = '<none>', ...others] = sorted.map(tolerationText);
  writer.line(`${indent}Tolerations:\t${first}`);
  for (const other of others) writer.line(`${indent}\t${other}`);
}

/** `node.kubernetes.io/not-ready:NoExecute op=Exists for 300s`. */
function tolerationText({ key = '', operator, value = '', effect = '', tolerationSeconds }: Toleration): string {
  const isExists = operator === 'Exists';
  return [
    key,
    value === '' ? '' : `=${value}`,
    effect === '' ? '' : `:${effect}`,
    isExists ? (key === '' && effect === '' ? 'op=Exists' : ' op=Exists') : '',
    tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`,
  ].join('');
}

export function describeTopologySpread(writer: Writer, constraints: readonly Anything[] = [], indent = ''): void {
  if (constraints.length === 0) return;
  const lines = [...constraints]
    .sort((one, other) => (one['topologyKey'] < other['topologyKey'] ? -1 : 1))
    .map(({ topologyKey, whenUnsatisfiable, maxSkew, labelSelector }) => {
      const selector = labelSelector ? ` for selector ${selectorText(labelSelector)}` : '';
      return `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${selector}`;
    });
  const [first, ...others] = lines;
  writer.line(`${indent}Topology Spread Constraints:\t${first}`);
  for (const other of others) writer.line(`${indent}\t${other}`);
}
