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

/** In slices of simulated work, 5 to 20 ms each: of what one request types, and of a whole lab, which is played again when forgotten. */
export interface LabLimits {
  readonly aTime: number;
  readonly inAll: number;
}

export interface LabWorkerRequest extends Omit<LabRequest, 'beginning'> {
  readonly start: LabStart;
  /** Not to be typed: what it may become is asked. */
  readonly unfinished?: string;
}

export type LabWorkerReply = { readonly sight: LabSight } | { readonly lines: readonly string[] };

const mostProposed = 25;
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
      port.postMessage(replyTo(request, catalogue, most));
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

function replyTo(request: LabWorkerRequest, images: ImageCatalogue, most: LabLimits): LabWorkerReply {
  const { typed, unfinished } = request;
  const it = recall(request, images, most);
  if (unfinished !== undefined) return { lines: completed(it.lab, unfinished) };
  const isFull = typed !== undefined && it.slices >= most.inAll;
  if (typed !== undefined && !isFull) take(it, typed, most);
  const { lab, turns } = it;
  const [picture, faults] = [lab.picture(), lab.faults()];
  return { sight: { turns, prompt: lab.prompt, picture, faults, script: lab.save(), isFull } };
}

function completed(lab: Lab, line: string): readonly string[] {
  const { candidates, from } = lab.complete(line);
  return candidates.slice(0, mostProposed).map((candidate) => line.slice(0, from) + candidate);
}

/** The lab as its lines make it. */
function recall({ id, language, start, lines }: LabWorkerRequest, images: ImageCatalogue, most: LabLimits): Remembered {
  const made = JSON.stringify([start, language]);
  const known = remembered.get(id);
  const isThere = known?.made === made && known.lines.every((line, index) => lines[index] === line);
  const it: Remembered =
    isThere && known.lines.length <= lines.length
      ? known
      : { lab: new Lab(start, { images, language }), made, lines: [], turns: [], slices: 0 };
  remembered.delete(id);
  for (const line of lines.slice(it.lines.length)) take(it, line, most);
  remembered.set(id, it);
  for (const oldest of remembered.keys()) if (remembered.size > mostRemembered) remembered.delete(oldest);
  return it;
}

function take(it: Remembered, text: string, most: LabLimits): void {
  const { lab } = it;
  const turns: LabTurn[] = [];
  let slices = 0;
  for (const line of wholeLines(text.replaceAll('\r', '').split('\n'))) {
    const { prompt } = lab;
    const run = lab.begin(line);
    while (!run.step()) if (++slices >= most.aTime) run.interrupt();
    if (line.trim() !== '') turns.push({ prompt, line, pieces: run.pieces, isOver: run.answer?.isOver === true });
  }
  it.lines.push(text);
  it.turns = turns;
  it.slices += slices + 1;
}
