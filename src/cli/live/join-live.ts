/**
 * `readyz live join`: takes part from a terminal. What is going on is printed as it comes, one line below the other, and a line
 * is typed for an answer, so that any terminal and any screen reader can; YAML is written in one's own editor or in the app's.
 * The host may die and come back, and so may this program: the place in the room and what was written are still there.
 */
import { homedir } from 'node:os';
import { createInterface, type Interface } from 'node:readline';
import type { Text } from '#base/text.ts';
import type { Answer } from '#engine/answer.ts';
import { LiveClient } from '#server/live-client.ts';
import { type AnswerFiles, answerFiles } from '#terminal/answer-files.ts';
import { findEditor, noEditor, openEditor } from '#terminal/editor.ts';
import { type ExitCode, exitCodes, type Io, Trouble } from '../command.ts';
import { speaksUtf8 } from '../language.ts';
import { hasScreen } from '../output.ts';
import { placesOf } from '../places.ts';
import { yamlHelp } from '../yaml-help.ts';
import type { Printer } from './join/printer.tsx';
import { howTo, readLine } from './join/read-line.ts';
import { seatIn } from './join/seat.ts';
import { placeOf, type Seen, tell } from './join/tell.ts';

export interface JoinOptions {
  readonly url: string;
  readonly code: string;
  readonly name: string;
}

/** Before one is in, nobody waits minutes for an address that is wrong. */
const triesToJoin = 4;

export async function joinLive(io: Io, { url, code, name }: JoinOptions): Promise<ExitCode> {
  const { Printer } = await import('./join/printer.tsx');
  const { answers } = placesOf(io);
  const room = `${url} ${code.toUpperCase().replace(/[^A-Z0-9]/g, '')}`;
  const seat = seatIn(answers, room, io.now());
  const joined = await new LiveClient(url, seat.secret, triesToJoin).join(code, name);
  if (!joined.ok) throw new Trouble(joined.error);
  seat.keep();
  const printer = new Printer(io.out, {
    language: io.language,
    unicode: speaksUtf8(io.env, process.platform),
    background: io.background,
    linear: io.accessible || io.env['TERM'] === 'dumb',
  });
  printer.line({ es: `Estás dentro: ${joined.value}.`, en: `You are in: ${joined.value}.` });
  const files = answerFiles({ folder: answers, home: homedir(), cwd: io.cwd });
  return new Participant(io, new LiveClient(url, seat.secret), printer, files, room).run();
}

class Participant {
  readonly #io: Io;
  readonly #client: LiveClient;
  readonly #printer: Printer;
  readonly #files: AnswerFiles;
  readonly #room: string;
  readonly #ended = new AbortController();
  #seen: Seen | undefined;
  /** The last state that was told; while an editor is open nothing is. */
  #told: Seen | undefined;
  #lines: Interface | undefined;
  #isWriting = false;
  /** Takes the app's editor back when the question closes. */
  #writing = new AbortController();
  /** The host's clock minus ours. */
  #offset = 0;
  #isConnected = true;
  /** What was said of the time that is left of a question. */
  readonly #reminded = new Set<string>();

  constructor(io: Io, client: LiveClient, printer: Printer, files: AnswerFiles, room: string) {
    this.#io = io;
    this.#client = client;
    this.#printer = printer;
    this.#files = files;
    this.#room = room;
  }

  async run(): Promise<ExitCode> {
    const { signal } = this.#io;
    const stop = () => this.#ended.abort();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    this.#listen();
    const clock = setInterval(() => this.#remind(), 250);
    const isUnknown = await this.#client.follow(
      this.#ended.signal,
      ({ now, stage, own }) => {
        this.#offset = now - this.#io.now();
        if (own) this.#show({ stage, own });
      },
      (isConnected) => this.#tellConnection(isConnected),
    );
    clearInterval(clock);
    this.#writing.abort();
    this.#lines?.close();
    this.#io.in.pause();
    if (isUnknown) this.#printer.line({ es: 'Ya no estás en la sala.', en: 'You are no longer in the room.' });
    return signal.aborted ? exitCodes.interrupted : exitCodes.success;
  }

  #listen(): void {
    const lines = createInterface({ input: this.#io.in });
    this.#lines = lines;
    lines.on('line', (line) => void this.#typed(line));
    // Ctrl-D leaves; where lines come from a file, its end does not.
    lines.on('close', () => {
      if (this.#lines === lines && this.#io.in.isTTY) this.#ended.abort();
    });
  }

  #show(seen: Seen): void {
    this.#seen = seen;
    if (this.#isWriting) {
      if (this.#told && placeOf(this.#told) !== placeOf(seen)) this.#writing.abort();
      return;
    }
    const before = this.#told;
    this.#told = seen;
    this.#printer.blocks(tell(before, seen));
    if (before === undefined || placeOf(before) !== placeOf(seen)) this.#tellHow(seen);
    const { stage, own } = seen;
    if (stage.phase === 'finished' || own.standing === 'kicked' || own.standing === 'banned') this.#ended.abort();
  }

  #tellHow(seen: Seen): void {
    const how = howTo(seen, { hasScreen: this.#hasScreen, drafted: this.#drafted(seen) !== undefined });
    if (how) this.#printer.line(how);
  }

  #tellConnection(isConnected: boolean): void {
    if (isConnected === this.#isConnected) return;
    this.#isConnected = isConnected;
    if (this.#isWriting || this.#ended.signal.aborted) return;
    this.#printer.line(isConnected ? backAgain : offline);
  }

  /** The time that is left is said, not drawn: when answers are taken, and ten seconds before the end. */
  #remind(): void {
    if (this.#isWriting || !this.#told) return;
    const { stage, own } = this.#told;
    const { question } = stage;
    if (stage.phase !== 'question' || !question || own.standing !== 'in' || question.pausedAt !== undefined) return;
    const [toRead, left] = [this.#secondsUntil(question.opensAt), this.#secondsUntil(own.closesAt)];
    const remind = (what: string, text: Text) => {
      const key = `${stage.position} ${question.round} ${what}`;
      if (this.#reminded.has(key)) return;
      this.#reminded.add(key);
      this.#printer.line(text);
    };
    if (toRead > 0) remind('read', { es: `Tiempo de lectura: ${toRead} s.`, en: `Time to read: ${toRead} s.` });
    else if (left > 10)
      remind('open', { es: `Ya se puede responder: ${left} s.`, en: `Answers are taken now: ${left} s.` });
    else if (left > 0 && !own.answer) remind('ten', { es: `Quedan ${left} segundos.`, en: `${left} seconds left.` });
  }

  #secondsUntil(time: number): number {
    return Math.ceil((time - this.#io.now() - this.#offset) / 1000);
  }

  async #typed(line: string): Promise<void> {
    const seen = this.#told;
    if (!seen || this.#isWriting) return;
    const typed = readLine(line, seen, this.#drafted(seen) !== undefined);
    const { stage } = seen;
    switch (typed?.kind) {
      case undefined:
        return this.#notUnderstood(seen);
      case 'answer':
        return this.#send(seen, typed.answer);
      case 'vote':
        return this.#tellResult(
          await this.#client.take({ kind: 'vote', position: stage.position, fault: typed.fault }),
          { es: 'Voto guardado.', en: 'Vote saved.' },
        );
      case 'team':
        return this.#tellResult(await this.#client.take({ kind: 'choose-team', team: typed.team }));
      case 'show':
        return this.#printer.blocks(
          (stage.question?.choosable ?? []).map((yaml, index) => {
            const letter = String.fromCharCode(65 + index);
            return { kind: 'manifest', title: { es: `Respuesta ${letter}`, en: `Answer ${letter}` }, yaml, marks: [] };
          }),
        );
      case 'file': {
        const read = this.#files.read(typed.path);
        return read.ok ? this.#send(seen, { kind: 'manifest', text: read.value.text }) : this.#printer.line(read.error);
      }
      case 'send':
        return this.#send(seen, { kind: 'manifest', text: this.#drafted(seen) ?? '' });
      case 'edit':
        return this.#edit(seen);
      case 'write':
        return this.#write(seen);
    }
  }

  #notUnderstood(seen: Seen): void {
    const how = howTo(seen, { hasScreen: this.#hasScreen, drafted: this.#drafted(seen) !== undefined });
    this.#printer.line(how ?? { es: 'Ahora no hay ninguna pregunta abierta.', en: 'There is no open question now.' });
  }

  async #send({ stage }: Seen, answer: Answer): Promise<void> {
    const result = await this.#client.answer(stage.position, stage.question?.round ?? 1, answer);
    this.#tellResult(result, { es: 'Respuesta guardada.', en: 'Answer saved.' });
  }

  #tellResult(result: Awaited<ReturnType<LiveClient['take']>>, done?: Text): void {
    const text = result.ok ? done : result.error;
    if (text) this.#printer.line(text);
  }

  /** Written and not the beginning any more. */
  #drafted(seen: Seen): string | undefined {
    const offer = writeOffer(seen);
    const draft = offer && this.#files.find(this.#fileOf(seen))?.text;
    return draft === offer?.draft ? undefined : draft;
  }

  #fileOf({ stage }: Seen): string {
    return this.#files.fileOf(`live-${this.#room.split(' ')[1]}`, stage.question?.title ?? { es: '', en: '' });
  }

  get #hasScreen(): boolean {
    return hasScreen(this.#io) && !this.#io.accessible && this.#io.env['TERM'] !== 'dumb';
  }

  async #edit(seen: Seen): Promise<void> {
    const offer = writeOffer(seen);
    const environment = this.#io.editor === undefined ? this.#io.env : { EDITOR: this.#io.editor, ...this.#io.env };
    const editor = findEditor(environment, process.platform);
    if (!offer) return;
    if (!editor) return this.#printer.line(noEditor);
    const file = this.#fileOf(seen);
    const begun = this.#files.write(file, this.#drafted(seen) ?? offer.draft);
    if (!begun.ok) return this.#printer.line(begun.error);
    let trouble: Text | undefined;
    await this.#away(() =>
      this.#io.ignoringInterrupts(async () => {
        trouble = openEditor(editor, file, environment);
      }),
    );
    if (trouble) return this.#printer.line(trouble);
    const text = this.#drafted(seen);
    if (text === undefined)
      return this.#printer.line({ es: 'No ha cambiado nada: no se envía.', en: 'Nothing changed: it is not sent.' });
    await this.#sendIfSound(seen, text);
  }

  async #write(seen: Seen): Promise<void> {
    const offer = writeOffer(seen);
    const question = seen.stage.question;
    if (!offer || !question) return;
    if (!this.#hasScreen) return this.#edit(seen);
    const { writeInTerminal } = await import('#terminal/write-yaml.tsx');
    const { language, background, in: input, out: output } = this.#io;
    this.#writing = new AbortController();
    let written: Awaited<ReturnType<typeof writeInTerminal>> | undefined;
    await this.#away(async () => {
      // Paused by whoever read lines, it would never start again for somebody who waits until it is readable.
      input.resume();
      written = await writeInTerminal({
        title: question.title,
        text: this.#drafted(seen) ?? offer.draft,
        ...{ language, background, input, output },
        unicode: speaksUtf8(this.#io.env, process.platform),
        help: yamlHelp,
        save: (text) => void this.#files.write(this.#fileOf(seen), text),
        notice: () => this.#timeLeft(),
        signal: this.#writing.signal,
      });
    });
    if (this.#writing.signal.aborted) return this.#printer.line(closedMeanwhile);
    if (written?.isAnswer) await this.#send(seen, { kind: 'manifest', text: written.text });
    else this.#tellHow(seen);
  }

  /** What the API server would refuse is told first, with the lines; whoever wants sends it all the same. */
  async #sendIfSound(seen: Seen, text: string): Promise<void> {
    const errors = await yamlHelp.check(text);
    if (errors.length === 0) return this.#send(seen, { kind: 'manifest', text });
    this.#printer.blocks([{ kind: 'errors', errors }]);
    this.#printer.line({
      es: 'Así no se aceptaría: sigue escribiendo, o envíalo tal cual con s.',
      en: 'It would not be accepted like this: go on writing, or send it as it is with s.',
    });
    this.#tellHow(seen);
  }

  #timeLeft(): Text | undefined {
    if (!this.#isConnected) return offline;
    const { own, stage } = this.#seen ?? {};
    if (!own || !stage?.question) return undefined;
    if (stage.question.pausedAt !== undefined) return { es: 'En pausa', en: 'Paused' };
    const left = Math.max(0, this.#secondsUntil(own.closesAt));
    const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    return { es: `Quedan ${clock}`, en: `${clock} left` };
  }

  /** Somebody else has the terminal: nothing is read and nothing printed; afterwards what happened meanwhile is told. */
  async #away(work: () => Promise<void>): Promise<void> {
    const lines = this.#lines;
    this.#lines = undefined;
    this.#isWriting = true;
    lines?.close();
    try {
      await work();
    } finally {
      this.#isWriting = false;
      if (!this.#ended.signal.aborted) {
        this.#io.in.resume();
        this.#listen();
      }
    }
    if (this.#seen) this.#show(this.#seen);
  }
}

function writeOffer({ stage }: Seen) {
  return stage.question?.offers.find((offer) => offer.kind === 'write');
}

const offline: Text = {
  es: 'Sin conexión: se vuelve a intentar sola. No pierdes nada.',
  en: 'No connection: it is tried again by itself. You lose nothing.',
};
const backAgain: Text = { es: 'Conectado de nuevo.', en: 'Connected again.' };
const closedMeanwhile: Text = {
  es: 'La pregunta se cerró mientras escribías: lo escrito está guardado en tu equipo.',
  en: 'The question closed while you were writing: what you wrote is kept on your machine.',
};
