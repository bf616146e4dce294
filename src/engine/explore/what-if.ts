/**
 * What if? An answer is run once more with something otherwise: a replica more, no probes, its node lost at the end. The outcome
 * stands beside the one there was, check by check, with what can be counted.
 */
import type { Text } from '#base/text.ts';
import { verbatim } from '#base/text.ts';
import type { Run } from '../grading.ts';
import { read } from '../measures/index.ts';
import type { Play } from '../play/play.ts';
import { type SimulationParts, simulate } from '../play/simulate.ts';
import type { Scenario, ScriptStep } from '../scenario.ts';
import { alter, type Change, isPossible } from './changes.ts';
import { documentsOf, textOf } from './edits.ts';

export interface WhatIf {
  readonly change: Change;
  readonly run: Run;
  /** What can be counted at the end, before and after. */
  readonly facts: readonly { readonly title: Text; readonly before: Text; readonly after: Text }[];
}

/** Undefined where the change leaves everything as it was. */
export function whatIf(request: {
  readonly scenario: Scenario;
  readonly manifests: string;
  readonly seed: number;
  readonly parts: SimulationParts;
  readonly change: Change;
}): WhatIf | undefined {
  const { scenario, manifests, change } = request;
  if (!isPossible(scenario, manifests, change)) return undefined;
  const roles = Object.keys(scenario.roles).slice(0, 3);
  const after = { ...scenario, script: [...scenario.script, ...stepsOf(change, roles[0] ?? '')] };
  const changed = change === 'node-lost' ? manifests : textOf(documentsOf(manifests).map((one) => alter(one, change)));
  // Runs are remembered by manifests alone, and the scripts differ.
  const run = (story: Scenario, text: string) => {
    const { images } = request.parts;
    return simulate({
      scenario: story,
      manifests: text,
      fileName: 'answer.yaml',
      seed: request.seed,
      parts: { images },
    });
  };
  const [then, now] = [run(scenario, manifests), run(after, changed)];
  if (now.kind === 'refused' || then.kind === 'refused') return undefined;
  const facts = roles.map((role) => {
    const { title } = now.play.role(role);
    return {
      title: { es: `Pods listos al final: ${title.es}`, en: `Ready pods in the end: ${title.en}` },
      before: readyAtEnd(then.play, role),
      after: readyAtEnd(now.play, role),
    };
  });
  const outage = change === 'node-lost' ? outageOf(now.play, roles[0] ?? '') : [];
  return { change, run: now.run, facts: [...facts, ...outage] };
}

const lost = 'what-if-node-lost';

function stepsOf(change: Change, role: string): readonly ScriptStep[] {
  if (change !== 'node-lost') return [];
  return [
    { step: 'node-down', role, as: lost },
    { step: 'wait', seconds: 600 },
  ];
}

function readyAtEnd(play: Play, role: string): Text {
  const ready = play
    .cast(role)
    .filter(
      ({ deletedMs, pod }) =>
        deletedMs === undefined &&
        pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'),
    );
  return verbatim(String(ready.length));
}

function outageOf(play: Play, role: string): WhatIf['facts'] {
  const seconds = read(play, { measure: 'seconds-out-of-service', role, from: lost });
  if (typeof seconds !== 'number') return [];
  return [
    {
      title: { es: 'Sin servicio en los 10 minutos siguientes', en: 'Out of service in the next 10 minutes' },
      before: verbatim('—'),
      after: verbatim(`${Math.round(seconds)} s`),
    },
  ];
}
