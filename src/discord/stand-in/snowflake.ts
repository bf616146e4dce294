/** Discord's ids: milliseconds since 2015 in the upper bits, a counter in the lower twelve. */
const epochMilliseconds = 1_420_070_400_000n;

export function snowflakes(now: () => number): () => string {
  let count = 0n;
  return () => String(((BigInt(now()) - epochMilliseconds) << 22n) | (count++ & 0xfffn));
}
