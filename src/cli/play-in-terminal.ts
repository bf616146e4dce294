/** Wires the terminal app: what it needs from the machine, and what is left on the normal screen afterwards. */
import { homedir } from 'node:os';
import type { Language } from '#base/text.ts';
import { languages } from '#base/text.ts';
import { variantFor } from '#engine/variants.ts';
import type { Leave } from '#terminal/model.ts';
import { type ExitCode, exitCodes, type Io } from './command.ts';
import { usualLab } from './lab/usual-lab.ts';
import { speaksUtf8 } from './language.ts';
import { learner } from './local-learner.ts';
import { isLinear } from './output.ts';
import { withoutFetch } from './without-fetch.ts';
import { yamlHelpFor } from './yaml-help.ts';

export { learner };

/** `seed` of a session that is begun; chance where it is absent. Whoever goes to the lab comes back to the app's first screen. */
export async function playInTerminal(io: Io, place?: string, seed?: number): Promise<ExitCode> {
  for (let from = place; ; from = undefined) {
    const { interrupted, to } = await playOnce(io, from, seed);
    if (to === undefined || interrupted) return interrupted ? exitCodes.interrupted : exitCodes.success;
    const { runLab } = await import('./lab/run-lab.ts');
    const ended = await runLab(usualLab, io);
    if (ended !== exitCodes.success) return ended;
  }
}

async function playOnce(io: Io, place: string | undefined, seed: number | undefined): Promise<Leave> {
  const start = isLinear(io)
    ? await withoutFetch(async () => (await import('#terminal/linear.tsx')).startLinear)
    : await withoutFetch(async () => (await import('#terminal/terminal.tsx')).startTerminal);
  const { placesOf } = await import('./places.ts');
  const places = placesOf(io);
  // What is wrong with readyz itself is told on the normal screen: the other one is drawn over.
  const problems: string[] = [];
  let opened: Awaited<ReturnType<typeof import('./wire.ts').openAll>> | undefined;
  try {
    const { farewell, ...left } = await start({
      player: async () => {
        const { openAll } = await import('./wire.ts');
        opened = await openAll(io, (problem) => problems.push(problem), {
          ...(seed !== undefined && { seed }),
        });
        return opened.player;
      },
      rememberedLanguage: async () => {
        const remembered = io.languageWasAsked ? undefined : await opened?.storage.settings.get(learner, 'language');
        return languages.find((known) => known === remembered);
      },
      rememberLanguage: async (language: Language) =>
        opened?.storage.settings.set(learner, 'language', language, io.now()),
      learner,
      language: io.language,
      ...(place !== undefined && { place }),
      answersFolder: places.answers,
      home: homedir(),
      cwd: io.cwd,
      environment: io.editor === undefined ? io.env : { EDITOR: io.editor, ...io.env },
      platform: process.platform,
      yaml: yamlHelpFor((id) => {
        const scenario = opened?.library.find(id);
        // Its figures may be others in this session; what it brings is the same.
        return scenario && variantFor(scenario, 1);
      }),
      background: io.background,
      unicode: speaksUtf8(io.env, process.platform),
      input: io.in,
      output: io.out,
      signal: io.signal,
      ignoringInterrupts: io.ignoringInterrupts,
    });
    io.out.write(farewell);
    return left;
  } finally {
    await opened?.close();
    for (const problem of problems) io.err.write(`${problem}\n`);
  }
}
