/** The lab as a screen: what it needs from the machine, and what is left on the normal screen afterwards. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Language, languages } from '#base/text.ts';
import { sanitize } from '#terminal/sanitize.ts';
import { type ExitCode, exitCodes, type Io } from '../command.ts';
import { speaksUtf8 } from '../language.ts';
import { learner } from '../local-learner.ts';
import { placesOf } from '../places.ts';
import { withoutFetch } from '../without-fetch.ts';
import { yamlHelp } from '../yaml-help.ts';
import type { BegunLab } from './begin-lab.ts';

export async function labInTerminal(
  { lab, ...shown }: BegunLab,
  io: Io,
  scenario: string | undefined,
): Promise<ExitCode> {
  const [{ startLab }, remembered] = await Promise.all([
    withoutFetch(() => import('#terminal/lab/start-lab.tsx')),
    io.languageWasAsked ? undefined : rememberedLanguage(io),
  ]);
  if (remembered) lab.language = remembered;
  const folder = placesOf(io).lab;
  const { interrupted } = await startLab({
    lab,
    ...shown,
    historyFile: path.join(folder, 'history'),
    environment: io.editor === undefined ? io.env : { EDITOR: io.editor, ...io.env },
    platform: process.platform,
    yaml: yamlHelp,
    unicode: speaksUtf8(io.env, process.platform),
    background: io.background,
    input: io.in,
    output: io.out,
    rememberLanguage: (language) => rememberLanguage(io, language),
    signal: io.signal,
    ignoringInterrupts: io.ignoringInterrupts,
  });
  if (lab.lastLine !== undefined) {
    const kept = keep(path.join(folder, 'last.lab'), lab.save());
    if (kept !== undefined) io.out.write(sanitize(wayBack(kept, scenario)[lab.language]));
  }
  return interrupted ? exitCodes.interrupted : exitCodes.success;
}

/** Nobody who closes a window loses what was built in it. */
function keep(file: string, saved: string): string | undefined {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, saved, { mode: 0o600 });
    return file;
  } catch {
    return undefined;
  }
}

function wayBack(file: string, scenario: string | undefined): Readonly<Record<Language, string>> {
  const line = `readyz lab ${scenario === undefined ? '' : `${scenario} `}--load ${file}`;
  return {
    es: `El laboratorio queda guardado. Sigue cuando quieras con: ${line}\n`,
    en: `The lab is saved. Go on whenever you like with: ${line}\n`,
  };
}

/** A lab works without scores: where they cannot be opened the language of the environment holds. */
async function rememberedLanguage(io: Io): Promise<Language | undefined> {
  try {
    const { openStorage } = await import('../wire.ts');
    const storage = await openStorage(io);
    const remembered = await storage.settings.get(learner, 'language');
    await storage.close();
    return languages.find((known) => known === remembered);
  } catch {
    return undefined;
  }
}

async function rememberLanguage(io: Io, language: Language): Promise<void> {
  const { openStorage } = await import('../wire.ts');
  const storage = await openStorage(io);
  await storage.settings.set(learner, 'language', language, io.now());
  await storage.close();
}
