/**
 * A programmer's error stops here, loudly. Never use it for what a learner, an author or the network got wrong:
 * those are values (see result.ts) that carry a sentence and a place.
 */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}

/** For the end of an exhaustive `switch`: does not compile while a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`Invariant broken: no case for ${JSON.stringify(value)}`);
}
