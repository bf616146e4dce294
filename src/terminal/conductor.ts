/**
 * Turns intents into actions of the engine and answers into what is shown. No React and no keys here, so all of it can be
 * played in a test: `send({ kind: 'play', … })`, look at `model`. The rules of the game live in the engine; what is decided
 * here is what a terminal adds: a cursor, drafts in files, an editor, questions before something is closed.
 */
import type { Language, Text } from '#base/text.ts';
import { press } from '#engine/picks.ts';
import { isScenarioPlace } from '#engine/place.ts';
import type { Player, Turn } from '#engine/player.ts';
import { looksLikeReplayCode } from '#engine/replay-code.ts';
import type { Block, Screen } from '#engine/screen.ts';
import type { AnswerFiles } from './answer-files.ts';
import {
  entryCount,
  firstNews,
  home,
  type Intent,
  isTyped,
  type Leave,
  type Model,
  type Outcome,
  type Overlay,
  type Place,
  pickOffer,
  runsOf,
  type View,
} from './model.ts';
import { openRuns, stepRuns } from './run-steps.ts';
import { textOf } from './writing/buffer.ts';
import { Desk, type YamlHelp } from './writing/desk.ts';
import { beginWriting, commonStart, edit, goTo } from './writing/writing.ts';

export interface ConductorParts {
  /** Resolves when questions and scores can be read; the first frame does not wait for it. */
  readonly player: Promise<Player>;
  readonly learner: string;
  readonly language: Language;
  /** Where to begin instead of at home: a question, a quiz, today’s review (#engine/place.ts). */
  readonly place?: string;
  readonly files: AnswerFiles;
  rememberedLanguage(): Promise<Language | undefined>;
  rememberLanguage(language: Language): Promise<void>;
  /** Lets the learner edit the file; resolves with what went wrong, if anything did. */
  edit(file: string): Promise<Text | undefined>;
  leave(how: Leave): void;
  /** What knows the YAML of Kubernetes, for the app's own editor. */
  readonly yaml?: YamlHelp;
  pause(milliseconds: number): Promise<void>;
}

export class Conductor {
  readonly #parts: ConductorParts;
  readonly #listeners = new Set<() => void>();
  #model: Model;
  /** The last place without a session. */
  #menu = home;
  /** What the last question or result was made of. */
  #seen: readonly Block[] = [];

  readonly #desk: Desk;

  constructor(parts: ConductorParts) {
    this.#parts = parts;
    this.#desk = new Desk({
      help: parts.yaml,
      question: () => this.#question,
      pause: parts.pause,
      now: () => (this.#model.overlay?.kind === 'writing' ? this.#model.overlay.writing : undefined),
      show: (writing) => {
        const { overlay } = this.#model;
        if (overlay?.kind === 'writing') this.#change({ ...this.#model, overlay: { ...overlay, writing } });
      },
      save: (text) => {
        const { overlay } = this.#model;
        const written = overlay?.kind === 'writing' ? parts.files.write(overlay.file, text) : undefined;
        if (written && !written.ok) this.#warn(written.error);
      },
    });
    this.#model = {
      language: parts.language,
      place: { kind: 'opening' },
      busy: false,
      view: { count: 0, from: 'top' },
      outcomes: [],
    };
  }

  get model(): Model {
    return this.#model;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getModel = (): Model => this.#model;

  /** Shows the first place. Rejects where the player cannot be had: then there is nothing to show. */
  async open(): Promise<void> {
    const player = await this.#parts.player;
    const { place } = this.#parts;
    const language = await this.#parts.rememberedLanguage();
    if (language) this.#change({ ...this.#model, language });
    this.#showTurn(await player.go(this.#parts.learner, place ?? home), 'top');
  }

  /** Does what a key asked for. Never rejects: what fails becomes a notice. */
  send = async (intent: Intent): Promise<void> => {
    if (intent.kind === 'leave') return this.#parts.leave(intent);
    if (this.#model.busy) return;
    const { notice: _seen, ...model } = this.#model;
    if (_seen) this.#change(model);
    try {
      await this.#perform(intent);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#warn({
        es: `No se pudo guardar ni leer lo pedido; inténtalo de nuevo. (${message})`,
        en: `What you asked for could not be saved or read; try again. (${message})`,
      });
    } finally {
      if (this.#model.busy) this.#change({ ...this.#model, busy: false });
    }
  };

  /** The last thing before the database is closed: a question that is over counts, however one leaves it. */
  async close(): Promise<void> {
    this.#desk.saveNow();
    const { place } = this.#model;
    if (place.kind === 'session') await this.#closeIfDone(place.turn);
  }

  async #perform(intent: Intent): Promise<void> {
    const { place, overlay, language } = this.#model;
    switch (intent.kind) {
      case 'back':
        if (place.kind === 'session') await this.#closeIfDone(place.turn);
        else if (place.kind === 'opening' || place.at === home) return this.#parts.leave({ interrupted: false });
        // From a question back to the list it was picked from, from a list home.
        return this.#go(place.kind === 'session' ? this.#menu : home);
      case 'help':
        return this.#overlay({ kind: 'help' });
      case 'language': {
        const other = language === 'es' ? 'en' : 'es';
        this.#change({ ...this.#model, language: other });
        return this.#parts.rememberLanguage(other);
      }
      case 'move': {
        const count = entryCount(place);
        const selected = place.kind === 'opening' ? undefined : place.selected;
        // Nothing picked yet: down begins at the first, up at the last.
        const start = selected ?? (intent.by > 0 ? -1 : count);
        return this.#select(Math.max(0, Math.min(count - 1, start + intent.by)));
      }
      case 'select':
        return this.#select(intent.index);
      case 'play':
        return this.#showTurn(await (await this.#player()).start(this.#parts.learner, intent.scenarios), 'top');
      case 'go':
        if (overlay?.kind === 'filter') this.#overlay(undefined);
        return this.#go(intent.to);
      case 'resume': {
        const turn = await (await this.#player()).resume(this.#parts.learner);
        return turn ? this.#showTurn(turn, 'top') : this.#go(home);
      }
      case 'act': {
        if (place.kind !== 'session') return;
        const { sessionId, actionCount } = place.turn;
        const turn = await (await this.#player()).act(sessionId, intent.action, actionCount);
        const { kind } = intent.action;
        // What was put away is on its way: that it can be sent is no news any more.
        if (kind === 'submit') this.#unsay();
        if (kind !== 'hint' && kind !== 'confidence' && kind !== 'share' && kind !== 'suppose')
          return this.#showTurn(turn, kind === 'flag' ? 'news' : 'top');
        // These add something to the same screen, at its end.
        this.#showTurn(turn, kind === 'confidence' ? 'same' : kind === 'suppose' ? 'news' : 'bottom');
        const { place: shown } = this.#model;
        if (place.picks && shown.kind === 'session')
          this.#change({ ...this.#model, place: { ...shown, picks: place.picks } });
        return place.selected === undefined ? undefined : this.#select(place.selected);
      }
      case 'restart':
        if (place.kind !== 'session') return;
        return this.#showTurn(await (await this.#player()).restart(place.turn.sessionId), 'top');
      case 'pick':
      case 'unpick': {
        if (place.kind !== 'session') return;
        const offer = pickOffer(place.turn.screen);
        if (!offer) return;
        const picks = place.picks ?? [];
        const index = intent.kind === 'pick' ? (intent.index ?? place.selected) : undefined;
        const option = index === undefined ? undefined : offer.options[index]?.id;
        if (intent.kind === 'pick' && option === undefined) return;
        const after = option === undefined ? picks.slice(0, -1) : press(offer, picks, option);
        const selected = index === undefined ? {} : { selected: index };
        return this.#change({ ...this.#model, place: { ...place, ...selected, picks: after } });
      }
      case 'write':
        return this.#write();
      case 'change-text':
        if (overlay?.kind !== 'writing') return;
        return this.#desk.put(edit(overlay.writing, intent.change));
      case 'next-issue': {
        if (overlay?.kind !== 'writing') return;
        const { buffer, issues } = overlay.writing;
        const next = issues.find(({ line }) => line - 1 > buffer.line) ?? issues[0];
        return next ? this.#desk.put(goTo(overlay.writing, next.line, next.column)) : undefined;
      }
      case 'put-away':
        this.#putAway();
        return;
      case 'send-text':
        if (!this.#putAway()) return;
        return this.#perform({ kind: 'send-draft' });
      case 'edit':
        if (overlay?.kind === 'writing') this.#putAway();
        return this.#edit();
      case 'send-draft': {
        if (place.kind !== 'session' || !place.draft) return;
        // The file of the question holds what was sent last, wherever it was written: so no older draft comes up again.
        const { sessionId, screen } = place.turn;
        this.#parts.files.write(this.#parts.files.fileOf(sessionId, screen.title), place.draft.text);
        const answer = { kind: 'manifest', text: place.draft.text } as const;
        return this.#perform({ kind: 'act', action: { kind: 'submit', answer } });
      }
      case 'ask-path':
        return this.#overlay({ kind: 'path', typed: '' });
      case 'ask-words':
        return this.#overlay({ kind: 'words', typed: '' });
      case 'complete-words':
        return overlay?.kind === 'words' ? this.#completeWords(overlay) : undefined;
      case 'take-words': {
        if (overlay?.kind !== 'words' || overlay.typed.trim() === '') return;
        const answer = { kind: 'words', text: overlay.typed } as const;
        this.#overlay(undefined);
        return this.#perform({ kind: 'act', action: { kind: 'submit', answer } });
      }
      case 'ask-search':
        return this.#overlay({ kind: 'search', typed: '' });
      case 'take-search': {
        if (overlay?.kind !== 'search' || overlay.typed.trim() === '') return;
        this.#overlay(undefined);
        return this.#go(`${looksLikeReplayCode(overlay.typed) ? 'code' : 'find'}:${overlay.typed}`);
      }
      case 'ask-filter':
        return this.#overlay({ kind: 'filter', typed: place.kind === 'menu' ? (place.filter ?? '') : '' });
      case 'end-filter':
        this.#overlay(undefined);
        return this.#filter('');
      case 'type':
        // A pasted path may end in a line break; it is one line all the same.
        return isTyped(overlay) ? this.#type(overlay.typed + intent.text.replace(/[\r\n]+/g, '')) : undefined;
      case 'erase':
        if (!isTyped(overlay)) return;
        return this.#type(intent.all ? '' : [...overlay.typed].slice(0, -1).join(''));
      case 'take-path':
        return this.#takePath();
      case 'confirm':
        return this.#overlay({ kind: 'confirm', question: intent.question, intent: intent.intent });
      case 'confirmed':
        if (overlay?.kind !== 'confirm') return;
        this.#overlay(undefined);
        return this.#perform(overlay.intent);
      case 'close':
        return this.#overlay(undefined);
      case 'say':
        return this.#warn(intent.text);
      case 'watch-run':
        return this.#overlay(openRuns(runsOf(place)));
      case 'step':
      case 'step-to':
      case 'other-run':
      case 'see-run':
      case 'all-runs':
        return overlay?.kind === 'run' ? this.#overlay(stepRuns(overlay, runsOf(place), intent)) : undefined;
      case 'scroll':
      case 'leave':
        // Scrolling is the window's own affair, leaving was done before.
        return;
    }
  }

  /** Where nothing is left to do but to go on, leaving is going on: the score counts at once and the menu shows it. */
  async #closeIfDone({ sessionId, actionCount, screen }: Turn): Promise<void> {
    const { offers } = screen;
    const leadsOn = offers.some(({ kind }) => kind === 'next');
    const isOver = !offers.some(({ kind }) => kind === 'retry' || kind === 'finish');
    if (!leadsOn || !isOver) return;
    await (await this.#player()).act(sessionId, { kind: 'next' }, actionCount);
  }

  async #player(): Promise<Player> {
    this.#change({ ...this.#model, busy: true });
    return this.#parts.player;
  }

  #showMenu(at: string, screen: Screen): void {
    const items = screen.blocks.find((block) => block.kind === 'menu')?.items ?? [];
    // The cursor waits on what comes next: a question begun, else the first that is not yet right.
    const begun = items.findIndex(({ id, state }) => state === 'open' && (isScenarioPlace(id) || id === 'go:continue'));
    const next = begun >= 0 ? begun : items.findIndex(({ state }) => state === 'new' || state === 'wrong');
    this.#menu = at;
    this.#show({ kind: 'menu', at, screen, selected: Math.max(0, next), resumable: begun >= 0 }, 'top');
  }

  async #go(to: string): Promise<void> {
    const turn = await (await this.#player()).go(this.#parts.learner, to);
    this.#showTurn(turn, 'top');
  }

  #showTurn(turn: Turn, from: View['from']): void {
    if (turn.place !== undefined) {
      this.#showMenu(turn.place, turn.screen);
      return;
    }
    const drafted = this.#draftOf(turn);
    const place: Place = { kind: 'session', turn, ...(drafted && { draft: drafted }) };
    const { kind, blocks } = turn.screen;
    const block = from === 'news' ? firstNews(this.#seen, blocks) : undefined;
    this.#show(place, from === 'news' && block === undefined ? 'top' : from, outcomeOf(turn), block);
    // A run under way and a question about the question come between: news is what they brought.
    if (kind !== 'working' && kind !== 'flag') this.#seen = blocks;
    if (!turn.accepted && turn.sessionId !== '') {
      this.#warn({
        es: 'Eso ya no contaba: aquí sigue la sesión tal como está ahora.',
        en: 'That no longer counted: this is where the session stands now.',
      });
    }
    if (turn.screen.kind !== 'working') return;
    void turn.settled.then((settled) => {
      const { place } = this.#model;
      // Whoever went elsewhere meanwhile finds the result there later.
      if (place.kind === 'session' && place.turn === turn) this.#showTurn(settled, from === 'news' ? 'news' : 'top');
    });
  }

  /** What was written for this question earlier and differs from what the screen begins from. */
  #draftOf(turn: Turn) {
    const offer = turn.screen.offers.find((offer) => offer.kind === 'write');
    if (!offer) return undefined;
    const found = this.#parts.files.find(this.#parts.files.fileOf(turn.sessionId, turn.screen.title));
    return found && found.text !== offer.draft ? found : undefined;
  }

  /** In the app's own editor: the draft where there is one, else what the question begins from. */
  #write(): void {
    const { place } = this.#model;
    if (place.kind !== 'session') return;
    const { turn, draft } = place;
    const offer = turn.screen.offers.find((offer) => offer.kind === 'write');
    if (!offer) return;
    const file = this.#parts.files.fileOf(turn.sessionId, turn.screen.title);
    this.#overlay({ kind: 'writing', file, writing: beginWriting('') });
    this.#desk.put(beginWriting(draft?.text ?? offer.draft));
  }

  /** Closes the editor and keeps what was written; false where there is nothing new to send. */
  #putAway(): boolean {
    const { place, overlay } = this.#model;
    if (place.kind !== 'session' || overlay?.kind !== 'writing') return false;
    this.#desk.saveNow();
    const text = textOf(overlay.writing.buffer);
    this.#overlay(undefined);
    const offer = place.turn.screen.offers.find((offer) => offer.kind === 'write');
    const { draft: _old, ...undrafted } = place;
    if (!offer || text === offer.draft) {
      this.#show(undrafted, 'same');
      this.#warn(unchanged);
      return false;
    }
    this.#show({ ...place, draft: { file: overlay.file, text } }, 'bottom');
    this.#inform(draftReady);
    return true;
  }

  async #edit(): Promise<void> {
    const { place } = this.#model;
    if (place.kind !== 'session') return;
    const { turn, draft } = place;
    const offer = turn.screen.offers.find((offer) => offer.kind === 'write');
    if (!offer) return;
    const { files } = this.#parts;
    const written = files.write(files.fileOf(turn.sessionId, turn.screen.title), draft?.text ?? offer.draft);
    if (!written.ok) return this.#warn(written.error);

    this.#change({ ...this.#model, busy: true });
    const trouble = await this.#parts.edit(written.value.file);
    const read = files.read(written.value.file);
    if (!read.ok) return this.#warn(read.error);
    const { draft: _old, ...undrafted } = place;
    if (read.value.text === offer.draft) {
      this.#show(undrafted, 'same');
      return this.#warn(trouble ?? unchanged);
    }
    this.#show({ ...place, draft: read.value }, 'bottom');
    if (trouble) this.#warn(trouble);
    else this.#inform(draftReady);
  }

  #takePath(): void {
    const { place, overlay } = this.#model;
    if (place.kind !== 'session' || overlay?.kind !== 'path') return;
    const read = this.#parts.files.read(overlay.typed);
    if (read.ok) {
      this.#overlay(undefined);
      this.#show({ ...place, draft: read.value }, 'bottom');
      this.#inform(draftReady);
    } else {
      this.#warn(read.error);
    }
  }

  /** The id of the question that is put. */
  get #question(): string | undefined {
    const { place } = this.#model;
    return place.kind === 'session' ? place.turn.screen.question : undefined;
  }

  /** As far as what may come next agrees; beyond that, what there is to pick from. */
  async #completeWords({ typed }: Extract<Overlay, { kind: 'words' }>): Promise<void> {
    const found = await this.#parts.yaml?.complete(typed, 0, typed.length, this.#question);
    const { overlay } = this.#model;
    if (!found || overlay?.kind !== 'words' || overlay.typed !== typed) return;
    const words = found.candidates.map(({ word }) => word);
    const common = commonStart(words);
    const completed = typed.slice(0, typed.length - found.prefix.length) + common + (words.length === 1 ? ' ' : '');
    this.#overlay({ kind: 'words', typed: completed, ...(words.length > 1 && { candidates: words }) });
  }

  #type(typed: string): void {
    const { overlay } = this.#model;
    if (!isTyped(overlay)) return;
    // What could follow was told of what stood there before.
    this.#overlay({ ...overlay, ...(overlay.kind === 'words' && { candidates: [] }), typed });
    if (overlay.kind === 'filter') this.#filter(typed);
  }

  #filter(words: string): void {
    const { place } = this.#model;
    if (place.kind !== 'menu') return;
    const { filter: _before, ...unfiltered } = place;
    const filtered = words.trim() === '' ? unfiltered : { ...unfiltered, filter: words };
    this.#change({ ...this.#model, place: { ...filtered, selected: 0 } });
  }

  #select(index: number): void {
    const { place } = this.#model;
    if (place.kind === 'opening' || index < 0 || index >= entryCount(place)) return;
    this.#change({ ...this.#model, place: { ...place, selected: index } });
  }

  #show(place: Place, from: View['from'], outcome?: Outcome, block?: number): void {
    const model = this.#model;
    const others = outcome && model.outcomes.filter(({ title }) => title.en !== outcome.title.en);
    this.#change({
      ...model,
      place,
      view: { count: model.view.count + 1, from, ...(block !== undefined && { block }) },
      ...(outcome && { outcomes: [...others!, outcome] }),
    });
  }

  #overlay(overlay: Overlay | undefined): void {
    const { overlay: _before, ...model } = this.#model;
    this.#change({ ...model, ...(overlay && { overlay }) });
  }

  #unsay(): void {
    const { notice: _said, ...model } = this.#model;
    this.#change(model);
  }

  #warn(text: Text): void {
    this.#change({ ...this.#model, notice: { tone: 'warning', text } });
  }

  #inform(text: Text): void {
    this.#change({ ...this.#model, notice: { tone: 'info', text } });
  }

  #change(model: Model): void {
    this.#model = model;
    for (const listener of this.#listeners) listener();
  }
}

const unchanged: Text = {
  es: 'El texto no cambió: no hay nada que enviar.',
  en: 'The text did not change: there is nothing to send.',
};

const draftReady: Text = {
  es: 'Borrador guardado. Enter lo envía.',
  en: 'Draft saved. Enter sends it.',
};

function outcomeOf({ screen }: Turn): Outcome | undefined {
  const verdict = screen.blocks.find((block) => block.kind === 'verdict');
  if (!verdict) return undefined;
  return { title: screen.title, verdict: verdict.verdict, points: verdict.points?.points };
}
