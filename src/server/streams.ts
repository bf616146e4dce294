/**
 * How many streams are open, of all and of each viewer. Somebody who opens a page again and again, or whose old connections are
 * dead though nobody has noticed, gets the newest one and loses the oldest; nobody can take them all.
 */
export interface Streams {
  /** Undefined where there is no room for another one. */
  open(viewer: string): OpenStream | undefined;
}

export interface OpenStream {
  /** Aborted when a newer one of the same viewer takes its place. */
  readonly signal: AbortSignal;
  close(): void;
}

const mostOfAll = 4000;
/** Two pages and a terminal, with as many that are dying. */
const mostOfOne = 6;

export function openStreams(limits: { readonly ofAll?: number; readonly ofOne?: number } = {}): Streams {
  const { ofAll = mostOfAll, ofOne = mostOfOne } = limits;
  const byViewer = new Map<string, Set<AbortController>>();
  let count = 0;
  return {
    open(viewer) {
      const own = byViewer.get(viewer) ?? new Set();
      if (count >= ofAll && own.size === 0) return undefined;
      const [oldest] = own;
      if (oldest && own.size >= ofOne) {
        own.delete(oldest);
        oldest.abort();
      }
      const controller = new AbortController();
      byViewer.set(viewer, own.add(controller));
      count++;
      return {
        signal: controller.signal,
        close() {
          count--;
          own.delete(controller);
          if (own.size === 0 && byViewer.get(viewer) === own) byViewer.delete(viewer);
        },
      };
    },
  };
}
