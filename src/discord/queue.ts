/** Waits for a verdict and tells, every now and then, how many are before it. */
const least = 3000;
/** The longer the queue, the more wait in it: a thousand who are told every three seconds would slow down what they wait for. */
const moreForEach = 30;

export async function waitInLine<Value>(
  verdict: Promise<Value>,
  /** What was told already. */
  first: number | undefined,
  ahead: () => number | undefined,
  tell: (ahead: number) => Promise<void>,
): Promise<Value> {
  let done = false;
  const settled = verdict.finally(() => {
    done = true;
  });
  let told = first;
  for (;;) {
    await Promise.race([settled, after(least + moreForEach * (told ?? 0))]);
    if (done) return settled;
    const now = ahead();
    // Once the run has begun there is nothing left to count.
    if (now === undefined) return settled;
    // A short answer that passes this one puts it back by one, which nobody needs to be told.
    if (now >= (told ?? Number.POSITIVE_INFINITY)) continue;
    await tell(now);
    told = now;
  }
}

async function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
