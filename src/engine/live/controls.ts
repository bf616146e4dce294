/** What a host can do from here, with the key that does it: the same list in the terminal and on the presenter's page. */
import type { Text } from '#base/text.ts';
import type { HostFact, LiveRules } from './live-session.ts';
import type { LiveState } from './live-state.ts';

export interface Control {
  /** One letter of the keyboard. The first control also answers to Enter. */
  readonly press: string;
  readonly label: Text;
  readonly fact: HostFact;
}

/** `hasFaults`: whether there are designs here that a fault could test. */
export function controlsOf(
  state: LiveState,
  rules: Pick<LiveRules, 'showBoard'>,
  hasFaults: boolean,
): readonly Control[] {
  const shown = state.questions[state.position];
  const isLast = state.position + 1 >= state.questions.length;
  const lock: Control = state.locked
    ? control('l', { es: 'Abrir la sala', en: 'Unlock the room' }, { kind: 'unlock' })
    : control('l', { es: 'Cerrar la sala', en: 'Lock the room' }, { kind: 'lock' });
  const waiting = [...state.participants.values()].filter(({ standing }) => standing === 'waiting').length;
  const admit: Control = control(
    'i',
    { es: `Dejar entrar a quienes esperan (${waiting})`, en: `Let in those who wait (${waiting})` },
    { kind: 'admit-all' },
  );
  const ask: Control = state.approval
    ? control('d', { es: 'Que entre quien quiera', en: 'Let anybody in' }, { kind: 'approval', on: false })
    : control('d', { es: 'Preguntarme por quien entre', en: 'Ask me who comes in' }, { kind: 'approval', on: true });
  const door = [...(waiting > 0 ? [admit] : []), lock, ask];
  const finish = control('f', { es: 'Terminar el cuestionario', en: 'Finish the quiz' }, { kind: 'finish' });
  const skip = control('s', { es: 'Saltar la pregunta', en: 'Skip the question' }, { kind: 'skip' });
  const next = isLast
    ? control('n', { es: 'Terminar y ver la clasificación', en: 'Finish and see the board' }, { kind: 'next' })
    : control('n', { es: 'Siguiente pregunta', en: 'Next question' }, { kind: 'next' });
  const board = control('b', { es: 'Ver la clasificación', en: 'See the board' }, { kind: 'board' });
  const dispute: readonly Control[] = shown
    ? [
        shown.voided
          ? control(
              'v',
              { es: 'Que la pregunta cuente', en: 'Let the question count' },
              { kind: 'restore', position: state.position },
            )
          : control(
              'v',
              { es: 'Anular la pregunta', en: 'Void the question' },
              { kind: 'void', position: state.position },
            ),
        control('g', { es: 'Evaluarla de nuevo', en: 'Grade it again' }, { kind: 'regrade', position: state.position }),
      ]
    : [];
  const { walk } = state;
  if (walk) {
    return [
      control('.', { es: 'Un paso más', en: 'One step on' }, { kind: 'step', frame: walk.frame + 1 }),
      control(',', { es: 'Un paso atrás', en: 'One step back' }, { kind: 'step', frame: Math.max(0, walk.frame - 1) }),
      control('w', { es: 'Dejar esta respuesta', en: 'Leave this answer' }, { kind: 'end-walk' }),
      next,
    ];
  }
  const chaos: readonly Control[] = hasFaults
    ? [control('x', { es: 'Votar un fallo', en: 'Vote for a fault' }, { kind: 'chaos', seconds: 30 })]
    : [];
  switch (state.phase) {
    case 'lobby':
      return [
        control('n', { es: 'Empezar', en: 'Start' }, { kind: 'next' }),
        ...(state.teams.length > 0
          ? [control('t', { es: 'Sortear los equipos', en: 'Draw the teams' }, { kind: 'draw-teams' })]
          : []),
        ...door,
        finish,
      ];
    case 'question':
      return [
        control('c', { es: 'Cerrar la pregunta ya', en: 'Close the question now' }, { kind: 'close' }),
        shown?.pausedAt === undefined
          ? control('p', { es: 'Pausa', en: 'Pause' }, { kind: 'pause' })
          : control('p', { es: 'Seguir', en: 'Go on' }, { kind: 'resume' }),
        control('+', { es: '15 segundos más', en: '15 seconds more' }, { kind: 'extend', seconds: 15 }),
        skip,
        ...door,
        finish,
      ];
    case 'closed':
      return [
        control('r', { es: 'Mostrar la respuesta', en: 'Show the answer' }, { kind: 'reveal' }),
        ...(shown?.round === 1
          ? [control('a', { es: 'Comentar y votar otra vez', en: 'Discuss and vote again' }, { kind: 'again' })]
          : []),
        skip,
        ...door,
        finish,
      ];
    case 'revealed':
      return [
        control('e', { es: 'Mostrar la explicación', en: 'Show the explanation' }, { kind: 'explain' }),
        ...(rules.showBoard === 'never' ? [] : [board]),
        next,
        ...chaos,
        ...dispute,
        ...door,
        finish,
      ];
    case 'explained': {
      const showsBoard = rules.showBoard === 'after-each';
      const both = showsBoard ? [board, next] : rules.showBoard === 'never' ? [next] : [next, board];
      return [...both, ...chaos, ...dispute, ...door, finish];
    }
    case 'vote':
      return [
        control('x', { es: 'Que ocurra lo más votado', en: 'Inject what most voted for' }, { kind: 'strike' }),
        control('+', { es: '15 segundos más', en: '15 seconds more' }, { kind: 'extend', seconds: 15 }),
        ...door,
        finish,
      ];
    case 'chaos':
      return [next, ...(rules.showBoard === 'never' ? [] : [board]), ...chaos, ...dispute, ...door, finish];
    case 'board':
      return [next, ...chaos, ...dispute, ...door, finish];
    case 'finished':
      return [];
  }
}

function control(press: string, label: Text, fact: HostFact): Control {
  return { press, label, fact };
}
