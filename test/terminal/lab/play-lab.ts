/** The lab's screen without a terminal: keys go in by name, the frame that would be drawn comes out as lines. Time is the test's. */
import { setImmediate } from 'node:timers/promises';
import type { Text } from '#base/text.ts';
import { LabConductor, type LabConductorParts } from '#terminal/lab/lab-conductor.ts';
import { labIntentOf, labPasteOf } from '#terminal/lab/lab-keys.ts';
import { draw } from '#terminal/lab/lab-screen.tsx';
import { openLab } from '../../engine/lab/open-lab.ts';

export interface PlayedLab {
  readonly conductor: LabConductor;
  /** Names of keys (`enter`, `ctrl-r`), one after the other, each done before the next. */
  press(...keys: readonly string[]): Promise<void>;
  /** Letters and all, then Enter. */
  line(text: string): Promise<void>;
  type(text: string): void;
  paste(text: string): Promise<void>;
  /** One quarter of a second for whoever waits. */
  tick(): Promise<void>;
  settle(): Promise<void>;
  frame(size?: { readonly columns?: number; readonly rows?: number; readonly unicode?: boolean }): readonly string[];
  readonly left: { readonly interrupted: boolean }[];
  readonly waiting: number;
  readonly added: string[];
}

export function playLab(
  options: Partial<Pick<LabConductorParts, 'editOutside' | 'firstLine'>> & {
    readonly language?: 'es' | 'en';
    readonly history?: readonly string[];
    readonly statement?: { readonly title: Text; readonly paragraphs: readonly Text[] };
    readonly unicode?: boolean;
  } = {},
): PlayedLab {
  const { language = 'en', history = [], statement, unicode = true, ...others } = options;
  const lab = openLab({ outside: { hasEditor: true } });
  lab.language = language;
  const sleepers: (() => void)[] = [];
  const left: { readonly interrupted: boolean }[] = [];
  const added: string[] = [];
  const conductor = new LabConductor({
    lab,
    intro: { es: 'Un clúster simulado.', en: 'A simulated cluster.' },
    hasStatement: statement !== undefined,
    history: { read: () => history, add: (line) => void added.push(line) },
    unicode,
    editOutside: async () => ({}),
    rememberLanguage: async () => undefined,
    leave: (how) => void left.push(how),
    pause: () => new Promise((resolve) => sleepers.push(resolve)),
    breathe: () => setImmediate(),
    ...others,
  });
  const send = (key: string) => {
    const intent = labIntentOf(conductor.getModel(), key);
    if (intent) conductor.send(intent);
    // What is drawn tells how far it can be scrolled.
    const { seen } = draw({ ...drawing(), columns: 80, rows: 24 });
    if (seen) conductor.see(seen);
  };
  const settle = async () => {
    for (let calm = 0; calm < 3; calm++) {
      await setImmediate();
      if (conductor.getModel().isBusy && conductor.getModel().overlay?.kind !== 'writing') calm = 0;
    }
  };
  const drawing = () => ({ model: conductor.getModel(), unicode, statement, prompt: conductor.promptText });
  return {
    conductor,
    left,
    added,
    settle,
    get waiting() {
      return sleepers.length;
    },
    async press(...keys) {
      for (const key of keys) {
        send(key);
        await settle();
      }
    },
    type: (text) => {
      for (const letter of text) send(letter === ' ' ? 'space' : letter);
    },
    async line(text) {
      for (const letter of text) send(letter === ' ' ? 'space' : letter === '\n' ? 'enter' : letter);
      send('enter');
      await settle();
    },
    async paste(text) {
      const intent = labPasteOf(conductor.getModel(), text);
      if (intent) conductor.send(intent);
      await settle();
    },
    async tick() {
      for (const wake of sleepers.splice(0)) wake();
      for (let turn = 0; turn < 5; turn++) await setImmediate();
    },
    frame({ columns = 80, rows = 24, unicode: signs = unicode } = {}) {
      const { frame, seen } = draw({ ...drawing(), columns, rows, unicode: signs });
      if (seen) conductor.see(seen);
      return frame.map((row) =>
        row
          .map(({ text }) => text)
          .join('')
          .trimEnd(),
      );
    },
  };
}
