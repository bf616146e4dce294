/** A run is under way in a worker. */
import type { Scenario } from '../scenario.ts';
import type { Screen } from '../screen.ts';
import type { State } from '../state.ts';
import { progressBlocks } from './common.ts';

export function workingScreen(state: State, scenario: Scenario): Screen {
  const isRun = scenario.type !== 'short' && scenario.type !== 'documented';
  const text = !isRun
    ? { es: 'Comparando tu respuesta con la clave…', en: 'Comparing your answer with the key…' }
    : scenario.type === 'choice' || scenario.type === 'multi'
      ? {
          es: 'Poniendo en marcha cada opción en el clúster simulado…',
          en: 'Running every option on the simulated cluster…',
        }
      : {
          es: 'Poniendo en marcha tu respuesta en el clúster simulado…',
          en: 'Running your answer on the simulated cluster…',
        };
  return {
    kind: 'working',
    title: scenario.title,
    blocks: [...progressBlocks(state), { kind: 'working', text }],
    offers: [],
  };
}
