/**
 * Keeps a join code from being guessed and a room from being flooded. Only wrong codes count, so a class behind one address is
 * never kept out by its size; the right code is let in even then, because 40 bits are not guessed at this pace.
 */
export interface JoinLimits {
  /** Whether so many wrong codes came lately, from there or from everywhere, that another one is not even answered. */
  isFlooded(address: string): boolean;
  wrong(address: string): void;
}

const windowMilliseconds = 60_000;
const mostFromOne = 20;
const mostFromAll = 300;
const mostAddresses = 10_000;

export function joinLimits(now: () => number): JoinLimits {
  let since = now();
  let all = 0;
  const byAddress = new Map<string, number>();
  const turn = () => {
    if (now() - since < windowMilliseconds) return;
    since = now();
    all = 0;
    byAddress.clear();
  };
  return {
    isFlooded(address) {
      turn();
      return all >= mostFromAll || (byAddress.get(address) ?? 0) >= mostFromOne;
    },
    wrong(address) {
      turn();
      all++;
      if (byAddress.size < mostAddresses || byAddress.has(address))
        byAddress.set(address, (byAddress.get(address) ?? 0) + 1);
    },
  };
}
