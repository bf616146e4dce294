/**
 * Who gets how much of a node's processor when not everybody can have what they want. As in the kernel: a limit is never
 * exceeded, and while cores are short each gets its part by shares (1024 for each core requested, 2 for who requests none);
 * what somebody does not need is divided among the others.
 *
 * 1000m on the node, a (512 shares) and b (1024 shares) want 2000m each: a gets 333m, b 667m. Does b want only 100m: a 900m.
 */
export interface CpuConsumer {
  readonly wantedMillis: number;
  readonly shares: number;
  readonly limitMillis: number;
}

/** What each gets, in their order. */
export function shareCpu(capacityMillis: number, consumers: readonly CpuConsumer[]): readonly number[] {
  const wanted = consumers.map(({ wantedMillis, limitMillis }) => Math.min(wantedMillis, limitMillis));
  const given = wanted.map(() => 0);
  let left = capacityMillis;
  let hungry = wanted.map((_, index) => index).filter((index) => (wanted[index] ?? 0) > 0);
  while (hungry.length > 0 && left > 1e-6) {
    const shares = hungry.reduce((sum, index) => sum + (consumers[index]?.shares ?? 0), 0);
    const part = (index: number) => (left * (consumers[index]?.shares ?? 0)) / shares;
    const content = hungry.filter((index) => (wanted[index] ?? 0) <= part(index));
    if (content.length === 0) {
      for (const index of hungry) given[index] = part(index);
      break;
    }
    for (const index of content) {
      given[index] = wanted[index] ?? 0;
      left -= given[index] ?? 0;
    }
    hungry = hungry.filter((index) => !content.includes(index));
  }
  return given;
}
