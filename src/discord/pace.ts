/**
 * Lets work begin one piece at a time, with a look at the network between two: when a class answers at once, everybody is told
 * "I am on it" before anybody's answer is dealt with. Discord waits three seconds for the one and fifteen minutes for the other.
 */
export function pace(): () => Promise<void> {
  const waiting: (() => void)[] = [];
  const next = () => {
    waiting.shift()?.();
    if (waiting.length > 0) setImmediate(next);
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) setImmediate(next);
    });
}
