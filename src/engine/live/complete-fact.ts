/**
 * What a fact leaves to the room before it is judged and written: who a newcomer is on the roster, which faults fit the question,
 * the seed of a draw, a name for somebody renamed. What is written then folds to the same state everywhere.
 */
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import { chaosFaults } from '../explore/chaos/faults.ts';
import { isAnswerTo } from '../is-answer-to.ts';
import type { Scenario } from '../scenario.ts';
import type { Offer } from '../screen.ts';
import { isTaken } from './fold/people.ts';
import type { LiveFact, LiveSession, ParticipantFact } from './live-session.ts';
import type { LiveState } from './live-state.ts';
import { inventedNameFor, readName } from './names.ts';
import { findEntry } from './roster.ts';

interface Parts {
  readonly session: LiveSession;
  readonly state: LiveState;
  readonly views: {
    scenarioAt(position: number): Scenario | undefined;
    offersAt(position: number): readonly Offer[];
  };
}

export function completeFact(fact: LiveFact, parts: Parts): Result<LiveFact, Text> {
  const { session, state } = parts;
  switch (fact.kind) {
    case 'join':
      return newcomer(fact, parts);
    case 'draw-teams':
      // Drawn again it is another draw.
      return ok({ ...fact, seed: fact.seed ?? (session.seed + session.actions.length) % 2 ** 32 });
    case 'rename': {
      if (fact.name === undefined)
        return ok({ ...fact, name: unusedName(fact.participant, state, session.actions.length) });
      const name = readName(fact.name);
      return name.ok ? ok({ ...fact, name: name.value }) : name;
    }
    case 'teams': {
      const names: string[] = [];
      for (const typed of fact.names) {
        const name = readName(typed);
        if (!name.ok) return name;
        names.push(name.value);
      }
      return ok({ ...fact, names });
    }
    case 'chaos': {
      const scenario = parts.views.scenarioAt(state.position);
      const wanted = session.questions[state.position]?.faults;
      return ok({ ...fact, faults: scenario ? chaosFaults(scenario, wanted).map(({ id }) => id) : [] });
    }
    case 'accept':
      return parts.views.offersAt(fact.position).some((offer) => isAnswerTo(offer, fact.answer))
        ? ok(fact)
        : fail(noAnswer);
    default:
      return ok(fact);
  }
}

/** On the roster by what they typed as their name: then the class sees two invented words, and the instructor who it is. */
function newcomer(fact: Extract<ParticipantFact, { kind: 'join' }>, { session, state }: Parts): Result<LiveFact, Text> {
  const entry = findEntry(session.roster ?? [], fact.name);
  if (!entry) return session.rules.rosterOnly ? fail(notListed) : ok(fact);
  const { id, team, extraPercent } = entry;
  return ok({
    ...fact,
    name: unusedName(fact.participant, state, 0),
    entry: id,
    ...(team !== undefined && { team }),
    ...(extraPercent !== undefined && { extraPercent }),
  });
}

function unusedName(participant: string, state: LiveState, salt: number): string {
  const name = inventedNameFor(`${participant} ${salt}`);
  let free = name;
  for (let number = 2; isTaken(state, free); number++) free = `${name} ${number}`;
  return free;
}

const notListed: Text = {
  es: 'Escribe tu identificador de la lista de clase: así lo ha pedido quien dirige.',
  en: 'Write your id on the class list: the host has asked for it.',
};

const noAnswer: Text = {
  es: 'Eso no responde a esa pregunta.',
  en: 'That does not answer that question.',
};
