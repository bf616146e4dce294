/**
 * The place of a field, as Kubernetes writes it: `spec.containers[0].resources.limits[cpu]`.
 * A path is a linked list that is only written out when there is an error to report, so walking a valid object costs little.
 */
export class FieldPath {
  readonly #parent: FieldPath | undefined;
  readonly #step: string | number;
  readonly #isKey: boolean;

  /** Use `path(…)` to begin one. */
  constructor(parent: FieldPath | undefined, step: string | number, isKey: boolean) {
    this.#parent = parent;
    this.#step = step;
    this.#isKey = isKey;
  }

  /** `path('spec').child('template', 'spec')` is `spec.template.spec`. */
  child(...names: readonly string[]): FieldPath {
    let child: FieldPath = this;
    for (let index = 0; index < names.length; index++) child = new FieldPath(child, names[index] as string, false);
    return child;
  }

  index(index: number): FieldPath {
    return new FieldPath(this, index, true);
  }

  /** For maps: `requests[cpu]`. */
  key(key: string): FieldPath {
    return new FieldPath(this, key, true);
  }

  toString(): string {
    const before = this.#parent?.toString() ?? '';
    if (this.#isKey) return `${before}[${this.#step}]`;
    return before === '' ? String(this.#step) : `${before}.${this.#step}`;
  }
}

/** `path('spec', 'replicas')` is `spec.replicas`; `path()` is the whole object, whose children have no dot before them. */
export function path(...names: readonly string[]): FieldPath {
  const [first = '', ...rest] = names;
  let whole = new FieldPath(undefined, first, false);
  for (const name of rest) whole = new FieldPath(whole, name, false);
  return whole;
}
