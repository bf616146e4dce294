/** The terminal app over the small quiz, the real player and a real database: keys in, model out, no terminal in between. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, expect } from 'vitest';
import type { Language, Text } from '#base/text.ts';
import { yamlHelp } from '#cli/yaml-help.ts';
import { Player } from '#engine/player.ts';
import type { Library } from '#engine/ports.ts';
import { openSqlite } from '#storage/sqlite.ts';
import { answerFiles } from '#terminal/answer-files.ts';
import { Conductor } from '#terminal/conductor.ts';
import { intentOf } from '#terminal/keys.ts';
import { screenOf } from '#terminal/model.ts';
import { heldGrader, smallLibrary } from './small-quiz.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-conductor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let homes = 0;

export interface GameOptions {
  readonly library?: Library;
  readonly home?: string;
  readonly place?: string;
  /** What the learner's editor makes of a file. */
  readonly editor?: (text: string) => string;
  readonly editorTrouble?: Text;
}

export async function beginGame({
  home = path.join(folder, `${++homes}`),
  library = smallLibrary,
  place,
  editor,
  editorTrouble,
}: GameOptions = {}) {
  const storage = await openSqlite(path.join(home, 'readyz.sqlite'));
  if (!storage.ok) throw new Error(storage.error.en);
  const { sessions, settings } = storage.value;
  const grader = heldGrader();
  let time = 1_000;
  let ids = 0;
  const player = new Player({
    library,
    store: sessions,
    grader,
    now: () => ++time,
    newId: () => `session-${homes}-${++ids}-${time}`,
    newSeed: () => 7,
  });
  const left: { interrupted: boolean }[] = [];
  const conductor = new Conductor({
    player: Promise.resolve(player),
    learner: 'local',
    language: 'es',
    ...(place !== undefined && { place }),
    files: answerFiles({ folder: path.join(home, 'answers'), home, cwd: home }),
    rememberedLanguage: async () => (await settings.get('local', 'language')) as Language | undefined,
    rememberLanguage: (language) => settings.set('local', 'language', language, 1),
    edit: async (file) => {
      if (editor) writeFileSync(file, editor(readFileSync(file, 'utf8')));
      return editorTrouble;
    },
    leave: (how) => left.push(how),
    yaml: yamlHelp,
    // The keys of a test rest at once.
    pause: () => Promise.resolve(),
  });
  await conductor.open();
  return {
    home,
    conductor,
    left,
    grader,
    close: storage.value.close,
    /** Presses keys, one after the other; each waits for what the one before began. */
    async press(...keys: readonly string[]) {
      for (const key of keys) {
        const intent = intentOf(conductor.model, key);
        if (intent) await conductor.send(intent);
        // Keys come one at a time: what is drawn between them is drawn.
        await setImmediate();
      }
    },
    async verdict() {
      grader.release();
      await expect.poll(() => screenOf(conductor.model.place)?.kind).not.toBe('working');
    },
    /** What is being written in the app's own editor. */
    writing: () => (conductor.model.overlay?.kind === 'writing' ? conductor.model.overlay.writing : undefined),
    shown: () => {
      const screen = screenOf(conductor.model.place);
      return { kind: screen?.kind, title: screen?.title.es, notice: conductor.model.notice?.text.es };
    },
  };
}
