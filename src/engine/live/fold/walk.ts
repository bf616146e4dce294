/** An answer in YAML is stepped through on the wall, event by event. Whose it is stays unsaid unless both sides want it said. */
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { LiveAction } from '../live-session.ts';
import type { LiveState } from '../live-state.ts';

type Of<Kind extends LiveAction['kind']> = Extract<LiveAction, { readonly kind: Kind }>;

export function applyToWalk(
  state: LiveState,
  action: Of<'walk' | 'step' | 'end-walk' | 'walked'>,
): Result<LiveState, Text> {
  const { walk } = state;
  switch (action.kind) {
    case 'walk': {
      // Before the reveal it would tell what is right.
      if (!['revealed', 'explained', 'chaos', 'board'].includes(state.phase)) return fail(refusals.notYet);
      const given = state.questions[state.position]?.answers.get(action.participant);
      if (given?.answer.kind !== 'manifest') return fail(refusals.noYaml);
      const { participant, named } = action;
      return ok({ ...state, walk: { position: state.position, participant, named, frame: 0 } });
    }
    case 'walked': {
      const isIt = walk?.participant === action.participant && walk.position === action.position;
      return isIt
        ? ok({ ...state, walk: { ...walk, grading: action.grading, repair: action.repair } })
        : fail(refusals.noWalk);
    }
    case 'step': {
      if (!walk) return fail(refusals.noWalk);
      const last = walk.grading?.run?.timeline.length ?? 0;
      return ok({ ...state, walk: { ...walk, frame: Math.min(action.frame, last) } });
    }
    case 'end-walk':
      return walk ? ok({ ...state, walk: undefined }) : fail(refusals.noWalk);
  }
}

const refusals = {
  notYet: {
    es: 'Primero muestra la respuesta: después se puede recorrer la de alguien.',
    en: 'Show the answer first: then somebody’s can be stepped through.',
  },
  noYaml: { es: 'Esa persona no ha respondido con YAML.', en: 'That person has not answered in YAML.' },
  noWalk: { es: 'Ahora no se recorre ninguna respuesta.', en: 'No answer is being stepped through now.' },
} as const satisfies Record<string, Text>;
