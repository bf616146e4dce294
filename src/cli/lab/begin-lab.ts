/** The lab that was asked for: three equal nodes, or the cluster, the files and the statement of a question. */
import type { Text } from '#base/text.ts';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { Lab } from '#engine/lab/lab.ts';
import type { LabOutside } from '#engine/lab/lab-room.ts';
import { type LabStart, smallCluster } from '#engine/lab/lab-start.ts';
import { startOfScenario } from '#engine/lab/start-of-scenario.ts';
import type { Scenario } from '#engine/scenario.ts';
import { inEach } from '#engine/words.ts';
import { type Io, Trouble } from '../command.ts';
import { readNamedFile, writeNewFile } from '../files.ts';
import { programRoot } from '../program-root.ts';

export interface LabRequest {
  readonly seed: number;
  readonly nodes: number;
  readonly scenario: string | undefined;
  readonly load: string | undefined;
}

export interface BegunLab {
  readonly lab: Lab;
  readonly intro: Text;
  readonly statement: { readonly title: Text; readonly paragraphs: readonly Text[] } | undefined;
  /** What `--load` comes to. */
  readonly firstLine: string | undefined;
}

export async function beginLab(request: LabRequest, io: Io, hasEditor: boolean): Promise<BegunLab> {
  const { scenario: id, load } = request;
  const scenario = id === undefined ? undefined : await scenarioNamed(id, request.seed, io);
  const images = new ImageCatalogue(readImages(programRoot()).images);
  return {
    lab: new Lab(startOf(request, scenario), { images, language: io.language, outside: outsideOf(io, hasEditor) }),
    intro,
    statement: scenario && statementOf(scenario),
    firstLine: load === undefined ? undefined : `load ${quoted(load)}`,
  };
}

const intro: Text = {
  es: 'Un clúster simulado. Teclea kubectl, docker, wait 1m, until ready, break node-2…; help lo cuenta todo, exit sale.',
  en: 'A simulated cluster. Type kubectl, docker, wait 1m, until ready, break node-2…; help tells everything, exit leaves.',
};

/** In the variant of the lab's seed: a session saved elsewhere is brought back with the same figures. */
async function scenarioNamed(id: string, seed: number, io: Io): Promise<Scenario> {
  const { findScenario, openContent } = await import('../wire.ts');
  return findScenario(await openContent(io), id, seed);
}

function startOf({ seed, nodes }: LabRequest, scenario: Scenario | undefined): LabStart {
  return scenario ? startOfScenario(scenario, seed) : { seed, cluster: smallCluster(nodes), files: {} };
}

function statementOf({ title, statement, given }: Scenario): NonNullable<BegunLab['statement']> {
  const facts = inEach((language) => (given ?? []).map((fact) => `· ${fact[language].trim()}`).join('\n'));
  return { title, paragraphs: facts.es === '' ? [statement] : [statement, facts] };
}

function outsideOf(io: Io, hasEditor: boolean): LabOutside {
  return {
    hasEditor,
    readFile: (name) => result(() => readNamedFile(io.cwd, name)),
    writeFile: (name, text) =>
      result(() => {
        writeNewFile(io.cwd, name, text);
        return undefined;
      }),
  };
}

function result<Value>(work: () => Value) {
  try {
    return { ok: true, value: work() } as const;
  } catch (error) {
    if (error instanceof Trouble) return { ok: false, error: error.text } as const;
    throw error;
  }
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
