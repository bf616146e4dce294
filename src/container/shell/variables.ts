/** A shell's variables: which are exported, read only, or set aside by `local`; and bash's arrays, item by item. */

export class ShellVariables {
  readonly values = new Map<string, string>();
  readonly exported = new Set<string>();
  readonly readOnly = new Set<string>();
  /** What `local` has set aside, a map for each function that is running. */
  readonly locals: Map<string, string | undefined>[] = [];

  constructor(environment: ReadonlyMap<string, string>) {
    for (const [name, value] of environment) {
      if (!/^[A-Za-z_]\w*$/.test(name)) continue; // what is no name of a variable does not pass through a shell
      this.values.set(name, value);
      this.exported.add(name);
    }
  }

  /** For a forked shell: all that is set, the exported marks, and nothing of the functions that are running. */
  copyTo(other: ShellVariables): void {
    other.values.clear();
    for (const [name, value] of this.values) other.values.set(name, value);
    for (const name of this.exported) other.exported.add(name);
  }

  get(name: string): string | undefined {
    return this.values.get(name);
  }

  /** Undefined unsets it. */
  put(name: string, value: string | undefined): void {
    if (value === undefined) this.values.delete(name);
    else this.values.set(name, value);
  }

  /** Those values until what is given back is called. */
  override(values: readonly (readonly [string, string])[]): () => void {
    const before = values.map(([name]) => [name, this.values.get(name)] as const);
    for (const [name, value] of values) this.values.set(name, value);
    return () => {
      for (const [name, value] of before) this.put(name, value);
    };
  }

  enterFunction(): void {
    this.locals.push(new Map());
  }

  leaveFunction(): void {
    for (const [name, value] of this.locals.pop() ?? []) this.put(name, value);
  }

  /** `local name`: the function's own from here on; what it was comes back when the function ends. */
  makeLocal(name: string): boolean {
    const frame = this.locals.at(-1);
    if (frame && !frame.has(name)) frame.set(name, this.values.get(name));
    return frame !== undefined;
  }

  /** bash's `x=(a b c)`: the items are variables of their own, `x[0]`, `x[1]`…, and `$x` is the first. */
  clearArray(name: string): void {
    for (const key of [...this.values.keys()]) if (key.startsWith(`${name}[`)) this.values.delete(key);
  }

  items(name: string): readonly string[] {
    const items: string[] = [];
    for (;;) {
      const value = this.values.get(`${name}[${items.length}]`);
      if (value === undefined) return items;
      items.push(value);
    }
  }

  environment(): Map<string, string> {
    const environment = new Map<string, string>();
    for (const name of this.exported) {
      const value = this.values.get(name);
      if (value !== undefined) environment.set(name, value);
    }
    return environment;
  }
}
