/**
 * The app's own editor alone on the alternate screen, for whoever is asked for YAML outside the app: the same keys, the same
 * marks and completions. It ends when the text is handed in or put away, or when whoever asked takes it back.
 */
import { setTimeout } from 'node:timers/promises';
import { render, useApp, useInput, usePaste, useWindowSize } from 'ink';
import { useEffect, useSyncExternalStore } from 'react';
import type { Language, Text } from '#base/text.ts';
import { type Binding, keyNames, writingBindings } from './keys.ts';
import { Frame } from './screens/frame.tsx';
import { WritingView } from './screens/writing-view.tsx';
import { type Background, SettingContext } from './setting.tsx';
import { textOf } from './writing/buffer.ts';
import { Desk, type YamlHelp } from './writing/desk.ts';
import { beginWriting, edit, goTo, type Writing } from './writing/writing.ts';

export interface WriteOptions {
  readonly title: Text;
  readonly text: string;
  readonly language: Language;
  readonly unicode: boolean;
  readonly background: Background;
  readonly help?: YamlHelp;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Whenever the keys rest, and at the end. */
  save(text: string): void;
  /** Asked every second: how much time is left, say. */
  notice?(): Text | undefined;
  /** Takes the editor back; what was written is saved. */
  readonly signal: AbortSignal;
}

export interface Written {
  readonly text: string;
  /** Put away otherwise, to be gone on with. */
  readonly isAnswer: boolean;
}

export async function writeInTerminal(options: WriteOptions): Promise<Written> {
  const paper = new Paper(options);
  let isAnswer = false;
  const app = render(
    <Editor
      paper={paper}
      options={options}
      leave={(how) => {
        isAnswer = how.isAnswer;
        app.unmount();
      }}
    />,
    {
      stdin: options.input,
      stdout: options.output,
      alternateScreen: true,
      incrementalRendering: true,
      exitOnCtrlC: false,
      patchConsole: false,
      interactive: true,
    },
  );
  const leave = () => app.unmount();
  options.signal.addEventListener('abort', leave);
  if (options.signal.aborted) leave();
  await app.waitUntilExit();
  options.signal.removeEventListener('abort', leave);
  paper.desk.saveNow();
  return { text: textOf(paper.writing.buffer), isAnswer };
}

/** What is being written, and who looks at it. */
class Paper {
  writing: Writing;
  readonly desk: Desk;
  readonly #listeners = new Set<() => void>();
  #version = 0;

  constructor({ text, help, save }: WriteOptions) {
    this.writing = beginWriting(text);
    this.desk = new Desk({
      help,
      pause: (milliseconds) => setTimeout(milliseconds),
      now: () => this.writing,
      show: (writing) => {
        this.writing = writing;
        this.changed();
      },
      save,
    });
  }

  changed(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly version = () => this.#version;
}

/** Another editor cannot be opened from here: whoever asked for this one offers both. */
const bindings: readonly Binding[] = writingBindings.filter(({ intent }) => intent.kind !== 'edit');

interface EditorProps {
  readonly paper: Paper;
  readonly options: WriteOptions;
  leave(how: { readonly isAnswer: boolean }): void;
}

function Editor({ paper, options, leave }: EditorProps) {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize();
  useSyncExternalStore(paper.subscribe, paper.version);
  useEffect(() => {
    const timer = setInterval(() => paper.changed(), 1000);
    return () => clearInterval(timer);
  }, [paper]);

  const press = (key: string) => {
    const intent = bindings.find(({ keys }) => keys.includes(key))?.intent;
    const { writing } = paper;
    if (intent?.kind === 'change-text') return paper.desk.put(edit(writing, intent.change));
    if (intent?.kind === 'send-text') return leave({ isAnswer: true });
    if (intent?.kind === 'put-away' || key === 'ctrl-c') return exit();
    if (intent?.kind === 'next-issue') {
      const { buffer, issues } = writing;
      const next = issues.find(({ line }) => line - 1 > buffer.line) ?? issues[0];
      return next && paper.desk.put(goTo(writing, next.line, next.column));
    }
    if ([...key].length === 1 || key === 'space')
      paper.desk.put(edit(writing, { kind: 'insert', text: key === 'space' ? ' ' : key }));
  };
  useInput((input, key) => {
    for (const name of keyNames(input, key)) press(name);
  });
  usePaste((text) => paper.desk.put(edit(paper.writing, { kind: 'insert', text })));

  const { title, language, unicode, background } = options;
  const notice = options.notice?.();
  return (
    <SettingContext value={{ language, unicode, background, columns, rows }}>
      <Frame title={title} bindings={bindings} {...(notice && { notice: { tone: 'info', text: notice } })}>
        <WritingView writing={paper.writing} />
      </Frame>
    </SettingContext>
  );
}
