/**
 * The place of a field, as Kubernetes writes it: `spec.containers[0].resources.limits[cpu]`.
 * A path is a linked list that is only written out when there is an error to report, so walking a valid object costs little.
 */
export class FieldPath {
  readonly #parent: FieldPath | undefined;
  readonly #segment: string;

  constructor(segment: string, parent?: FieldPath) {
    this.#parent = parent;
    this.#segment = segment;
  }

  /** `path('spec').child('template', 'spec')` is `spec.template.spec`. */
  child(...names: readonly string[]): FieldPath {
    let path: FieldPath = this;
    for (const name of names) path = new FieldPath(path.#isRoot() ? name : `.${name}`, path);
    return path;
  }

  index(index: number): FieldPath {
    return new FieldPath(`[${index}]`, this);
  }

  /** For maps: `requests[cpu]`. */
  key(key: string): FieldPath {
    return new FieldPath(`[${key}]`, this);
  }

  #isRoot(): boolean {
    return this.#parent === undefined && this.#segment === '';
  }

  toString(): string {
    let text = '';
    for (let path: FieldPath | undefined = this; path; path = path.#parent) text = path.#segment + text;
    return text;
  }
}

/** `path('spec', 'replicas')` is `spec.replicas`; `path()` is the whole object, whose children have no dot before them. */
export function path(...names: readonly string[]): FieldPath {
  const [first = '', ...rest] = names;
  return new FieldPath(first).child(...rest);
}
