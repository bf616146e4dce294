/**
 * Ink's layout engine reads its own bytes from a `data:` address, and with `fetch` at hand it uses that, for which Node loads
 * its whole HTTP client: a third of the time to the first frame. Without it decodes them itself.
 */
export async function withoutFetch<Value>(load: () => Promise<Value>): Promise<Value> {
  const { fetch } = globalThis;
  Reflect.set(globalThis, 'fetch', undefined);
  try {
    return await load();
  } finally {
    globalThis.fetch = fetch;
  }
}
