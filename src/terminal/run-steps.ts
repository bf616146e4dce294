/** Stepping through runs: where one stands after a key. Pure, so that it is tested without a screen. */
import type { RunView } from '#engine/screen.ts';
import type { RunIntent, RunOverlay } from './model.ts';

/** Where one begins: at the answer's own run, at the moment it broke. Undefined where there is nothing to look at. */
export function openRuns(runs: readonly RunView[]): RunOverlay | undefined {
  const run = Math.max(
    0,
    runs.findIndex(({ chosen }) => chosen),
  );
  const view = runs[run];
  if (!view || view.entries.length === 0) return undefined;
  return { kind: 'run', run, at: view.failedAt ?? 0, all: false };
}

export function stepRuns(overlay: RunOverlay, runs: readonly RunView[], intent: RunIntent): RunOverlay {
  const view = runs[overlay.run];
  if (!view) return overlay;
  const last = view.entries.length - 1;
  switch (intent.kind) {
    case 'step':
      return { ...overlay, at: Math.max(0, Math.min(last, overlay.at + intent.by)) };
    case 'step-to':
      return { ...overlay, at: { start: 0, end: last, failure: view.failedAt ?? overlay.at }[intent.where] };
    case 'other-run':
      return toRun(overlay, runs, (overlay.run + intent.by + runs.length) % runs.length);
    case 'see-run':
      return toRun(overlay, runs, intent.run);
    case 'all-runs':
      return { ...overlay, all: !overlay.all };
  }
}

/** The same moment in another run: what happened there last. */
function toRun(overlay: RunOverlay, runs: readonly RunView[], run: number): RunOverlay {
  const seconds = runs[overlay.run]?.entries[overlay.at]?.seconds ?? 0;
  const entries = runs[run]?.entries;
  if (!entries || entries.length === 0) return overlay;
  const at = Math.max(
    0,
    entries.findLastIndex((entry) => entry.seconds <= seconds),
  );
  return { ...overlay, run, at };
}
