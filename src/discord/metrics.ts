/** What whoever runs the bot may want to watch, as Prometheus reads it. Counts only: no names, no ids, no tokens. */
const bucketsSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2, 3];

export class Metrics {
  readonly #counts = new Map<string, number>();
  readonly #acknowledged = bucketsSeconds.map(() => 0);
  #acknowledgedCount = 0;
  #acknowledgedSeconds = 0;

  /** `kind` is `command`, `button` and the like; `outcome` is `ok`, `late` or `error`. */
  answered(kind: string, outcome: string): void {
    const key = `kind="${kind}",outcome="${outcome}"`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** From when Discord made the interaction to when it took the first answer. */
  acknowledged(seconds: number): void {
    for (const [index, limit] of bucketsSeconds.entries()) if (seconds <= limit) this.#acknowledged[index]!++;
    this.#acknowledgedCount++;
    this.#acknowledgedSeconds += seconds;
  }

  /** `gauges` are what is so at the moment. */
  text(gauges: Readonly<Record<string, { readonly help: string; readonly value: number }>>): string {
    const lines = [
      ...metric('readyz_interactions_total', 'counter', 'Interactions answered, by kind and outcome.'),
      ...[...this.#counts].map(([labels, count]) => `readyz_interactions_total{${labels}} ${count}`),
      ...metric('readyz_acknowledged_seconds', 'histogram', 'How long Discord waited for the first answer.'),
      ...bucketsSeconds.map(
        (limit, index) => `readyz_acknowledged_seconds_bucket{le="${limit}"} ${this.#acknowledged[index]}`,
      ),
      `readyz_acknowledged_seconds_bucket{le="+Inf"} ${this.#acknowledgedCount}`,
      `readyz_acknowledged_seconds_sum ${this.#acknowledgedSeconds}`,
      `readyz_acknowledged_seconds_count ${this.#acknowledgedCount}`,
      ...Object.entries(gauges).flatMap(([name, { help, value }]) => [
        ...metric(name, 'gauge', help),
        `${name} ${value}`,
      ]),
    ];
    return `${lines.join('\n')}\n`;
  }
}

function metric(name: string, type: string, help: string): readonly string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}
