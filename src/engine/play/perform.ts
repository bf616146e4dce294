/**
 * One run of one set of manifests in one variant: a fresh cluster with what the scenario brings, then its script step by step.
 */
import { invariant } from '#base/invariant.ts';
import type { Text } from '#base/text.ts';
import type { ImageBehaviour, ImageCatalogue } from '#container/image.ts';
import type { AnswerError } from '../answer.ts';
import type { Scenario } from '../scenario.ts';
import { findStep } from '../script/index.ts';
import { applyAnswer } from './apply-answer.ts';
import { clearAnswer } from './clear-answer.ts';
import { imagesOf, openCluster } from './open-cluster.ts';
import type { Note, Play } from './play.ts';
import { sizeOf } from './size-of.ts';
import { type Limit, Stage } from './stage/stage.ts';
import { typeLines } from './typed-lines.ts';
import type { Variant } from './variant.ts';

/**
 * What one run of an answer may cost: some hundred milliseconds on a slow machine. A database with three probes a second
 * for two hours takes 30,000 events.
 */
export const limits = { events: 60_000, pods: 30, objects: 3000 };

export interface PerformanceRequest {
  readonly scenario: Scenario;
  readonly manifests: string;
  readonly fileName: string;
  readonly seed: number;
  readonly images: ImageCatalogue;
}

export interface Performance {
  readonly errors: readonly AnswerError[];
  /** What the API server warns of in the answer it took, each once. */
  readonly warnings: readonly AnswerError[];
  readonly play: Play;
  readonly assumptions: readonly Text[];
}

export function perform(
  { scenario, manifests, fileName, seed, images: catalogue }: PerformanceRequest,
  variant: Variant,
): Performance {
  const { namespace } = scenario.cluster;
  const images = imagesOf(scenario.cluster, catalogue);
  const cluster = openCluster(scenario.cluster, { seed, images, story: `the scenario ${scenario.id}` });
  const errors: AnswerError[] = [];
  const warnings = new Map<string, AnswerError>();
  const applied = (): readonly AnswerError[] => {
    if (scenario.type !== 'command') {
      // A script may have the same answer applied more than once.
      return applyAnswer(cluster.client, manifests, { fileName, namespace }, (warned) => {
        for (const warning of warned) warnings.set(`${warning.line} ${warning.message}`, warning);
      });
    }
    const note = (text: Text, tone?: Note['tone']) => stage.note(text, tone);
    const common = { text: manifests, fileName, namespace, files: scenario.files, images, seed, note };
    return typeLines(cluster, { ...common, eventLimit: limits.events });
  };
  const stage = new Stage({
    cluster,
    scenario,
    variant,
    limits,
    answerSize: sizeOf(manifests),
    applyAnswer: () => errors.push(...applied()),
    clearAnswer: () => clearAnswer(cluster.client, manifests, namespace),
  });
  for (const { step: name, as, required, ...parameters } of scenario.script) {
    const step = findStep(name);
    invariant(step, `content lets no unknown step through, "${name}" is one`);
    if (step.asks && !cluster.isAnswering) {
      stage.turnAway(as);
      continue;
    }
    invariant(step.run, `content lets no step of another world through, "${name}" is one`);
    const outcome = step.run(stage, step.parameters.parse(parameters), as);
    if (errors.length > 0) break;
    if (stage.exceeded) {
      errors.push({ file: fileName, line: 1, column: 1, ...overLimit[stage.exceeded] });
      break;
    }
    if (outcome === 'done' && as !== undefined) stage.mark(as);
    if (outcome === 'unreached' && required) break;
  }
  const play = stage.finish();
  return { errors, warnings: [...warnings.values()], play, assumptions: assumptionsOf(play, scenario, images) };
}

export const overLimit: Readonly<Record<Limit, { readonly message: string; readonly advice: Text }>> = {
  events: {
    message: `the run takes more than ${limits.events} events`,
    advice: {
      es: 'La respuesta hace que pasen demasiadas cosas para simularlas todas. Usa menos réplicas o pruebas menos frecuentes.',
      en: 'The answer makes too many things happen to simulate them all. Use fewer replicas or less frequent probes.',
    },
  },
  pods: {
    message: `the answer has more than ${limits.pods} pods at a time`,
    advice: {
      es: `En este clúster caben ${limits.pods} pods a la vez. Usa menos réplicas.`,
      en: `This cluster holds ${limits.pods} pods at a time. Use fewer replicas.`,
    },
  },
  objects: {
    message: `the run creates more than ${limits.objects} objects`,
    advice: {
      es: 'La respuesta crea demasiados objetos para este clúster. Usa menos.',
      en: 'The answer creates too many objects for this cluster. Use fewer.',
    },
  },
};

function assumptionsOf(play: Play, scenario: Scenario, images: ImageCatalogue): readonly Text[] {
  const ran = new Set<string>();
  for (const role of Object.keys(scenario.roles)) {
    for (const { pod } of play.cast(role)) for (const { image } of pod.spec.containers) if (image) ran.add(image);
  }
  return assumed(
    [...ran].sort().map((image) => images.find(image)),
    scenario,
  );
}

/** What images assume, each sentence once. Of an image that the story changes, the story says it itself. */
export function assumed(behaviours: readonly ImageBehaviour[], scenario: Scenario): readonly Text[] {
  const told = behaviours.filter(({ repository }) => !Object.hasOwn(scenario.cluster.images, repository));
  const texts = told.flatMap(({ assumptions }) => assumptions.map(({ text }) => text));
  return [...new Map(texts.map((text) => [text.en, text])).values()];
}
