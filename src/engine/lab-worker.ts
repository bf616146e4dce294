/**
 * The program of a thread that plays labs. It remembers the labs it played last: a line more is then typed at the one that is
 * there; any other request plays its lines from the beginning, which ends in the same bytes. Limits count slices of simulated
 * work (lab/slices.ts), so that a lab is cut at the same place each time it is played.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type ImageBehaviour, ImageCatalogue } from '#container/image.ts';
import { Lab } from './lab/lab.ts';
import type { LabStart } from './lab/lab-start.ts';
import { wholeLines } from './lab/whole-lines.ts';
import type { LabRequest, LabSight, LabTurn } from './lab-runs.ts';

export interface LabWorkerData {
  readonly images: readonly ImageBehaviour[];
  readonly most: LabLimits;
}

/** In slices of simulated work, 20 to 80 ms each: of what one request types, and of a whole lab, which is played again when forgotten. */
export interface LabLimits {
  readonly aTime: number;
  readonly inAll: number;
}

export interface LabWorkerRequest extends Omit<LabRequest, 'beginning'> {
  readonly start: LabStart;
}

export interface LabWorkerReply {
  readonly sight: LabSight;
}

/** Some 3 MB each, 15 where much has happened. */
const mostRemembered = 25;

interface Remembered {
  readonly lab: Lab;
  /** What makes it: the start and the language. */
  readonly made: string;
  readonly lines: string[];
  turns: readonly LabTurn[];
  slices: number;
}

/** The one used last at the end. */
const remembered = new Map<string, Remembered>();

if (parentPort) serve(parentPort, workerData as LabWorkerData);

function serve(port: NonNullable<typeof parentPort>, { images, most }: LabWorkerData): void {
  const catalogue = new ImageCatalogue(images);
  port.on('message', (request: LabWorkerRequest) => {
    try {
      port.postMessage({ sight: play(request, catalogue, most) } satisfies LabWorkerReply);
    } catch (error) {
      remembered.delete(request.id);
      port.postMessage({
        kind: 'broken',
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  });
  port.postMessage({ kind: 'ready' });
}

function play(
  { id, language, start, lines, typed }: LabWorkerRequest,
  images: ImageCatalogue,
  most: LabLimits,
): LabSight {
  const made = JSON.stringify([start, language]);
  const known = remembered.get(id);
  const isThere = known?.made === made && known.lines.every((line, index) => lines[index] === line);
  const it: Remembered =
    isThere && known.lines.length <= lines.length
      ? known
      : { lab: new Lab(start, { images, language }), made, lines: [], turns: [], slices: 0 };
  remembered.delete(id);
  for (const line of lines.slice(it.lines.length)) take(it, line, most);
  const isFull = typed !== undefined && it.slices >= most.inAll;
  if (typed !== undefined && !isFull) take(it, typed, most);
  remembered.set(id, it);
  for (const oldest of remembered.keys()) if (remembered.size > mostRemembered) remembered.delete(oldest);
  const { lab, turns } = it;
  return { turns, prompt: lab.prompt, picture: lab.picture(), faults: lab.faults(), script: lab.save(), isFull };
}

function take(it: Remembered, text: string, most: LabLimits): void {
  const { lab } = it;
  const turns: LabTurn[] = [];
  let slices = 0;
  for (const line of wholeLines(text.replaceAll('\r', '').split('\n'))) {
    const { prompt } = lab;
    const run = lab.begin(line);
    while (!run.step()) if (++slices >= most.aTime) run.interrupt();
    if (line.trim() !== '') turns.push({ prompt, line, pieces: run.pieces });
  }
  it.lines.push(text);
  it.turns = turns;
  it.slices += slices + 1;
}
