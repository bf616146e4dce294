/**
 * A Pod template as a Go printer with types shows it, which is what Kubernetes hashes for `web-6fffd974d5`:
 *
 *   (v1.PodTemplateSpec){ObjectMeta:(v1.ObjectMeta){Name:(string) GenerateName:(string) … Labels:(map[string]string)map[app:web] …
 *
 * Fields come in Go's order with their types, those not set too; map keys are sorted; items of a slice or a map have no type.
 * Empty and absent are one, as they are after the way from etcd to the controller.
 */
import { podTemplateStructs } from './pod-template-structs.ts';

type Fields = Readonly<Record<string, unknown>>;

export function printPodTemplate(template: unknown): string {
  return `(v1.PodTemplateSpec)${printed('v1.PodTemplateSpec', template)}`;
}

/** The value alone, without its type in front. */
function printed(type: string, value: unknown): string {
  if (type.startsWith('[]')) {
    if (!Array.isArray(value) || value.length === 0) return '<nil>';
    return `[${value.map((item) => printed(type.slice(2), item)).join(' ')}]`;
  }
  if (type === 'map[string]string') return printedMap(value, (item) => String(item));
  if (type === 'v1.ResourceList') return printedMap(value, (item) => printedQuantity(item));
  if (type === 'resource.Quantity') return printedQuantity(value);
  if (type === 'v1.Time') return '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';
  if (type === 'intstr.IntOrString') return printedIntOrString(value);
  const struct = podTemplateStructs.get(type);
  if (struct) {
    const fields = (value ?? {}) as Fields;
    return `{${struct
      .map(({ name, type: of, json }) => `${name}:${typed(of, json === undefined ? fields : fields[json])}`)
      .join(' ')}}`;
  }
  if (type === 'bool') return value === true ? 'true' : 'false';
  if (type.startsWith('int')) return String(value ?? 0);
  return String(value ?? '');
}

function typed(type: string, value: unknown): string {
  if (!type.startsWith('*')) return `(${type})${printed(type, value)}`;
  if (value === undefined || value === null) return `(${type})<nil>`;
  return `(${type})${printed(type.slice(1), value)}`;
}

function printedMap(value: unknown, item: (value: unknown) => string): string {
  const entries = Object.entries((value ?? {}) as Fields);
  if (entries.length === 0) return '<nil>';
  const sorted = entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `map[${sorted.map(([key, of]) => `${key}:${item(of)}`).join(' ')}]`;
}

function printedIntOrString(value: unknown): string {
  const isText = typeof value === 'string';
  return `{Type:(intstr.Type)${isText ? 1 : 0} IntVal:(int32)${isText ? 0 : (value ?? 0)} StrVal:(string)${isText ? value : ''}}`;
}

const binary: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** The parts that Go keeps of a quantity: `100m` is 100 with the scale -3, `64Mi` is 67108864. A bare `0` has no format. */
function printedQuantity(value: unknown): string {
  const text = String(value ?? '0');
  const [, digits = '0', fraction = '', suffix = ''] = /^([+-]?\d*)(?:\.(\d*))?(.*)$/.exec(text) ?? [];
  const power = binary[suffix];
  const exponent = /^[eE]([+-]?\d+)$/.exec(suffix)?.[1];
  const format = power !== undefined ? 'BinarySI' : exponent === undefined ? 'DecimalSI' : 'DecimalExponent';
  const scale = power !== undefined ? 0 : exponent === undefined ? (decimal[suffix] ?? 0) : Number(exponent);
  const amount = BigInt(digits + fraction) << (power ?? 0n);
  const integer = `(resource.int64Amount){value:(int64)${amount} scale:(resource.Scale)${scale - fraction.length}}`;
  return `{i:${integer} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)${text} Format:(resource.Format)${text === '0' ? '' : format}}`;
}
