/** What a `visit` step opened is answered by the role, at every address that it tried. */
import { defineCheck } from './check.ts';
import { judgeVisits, type VisitParameters, visitParameters } from './visits.ts';

export const reachableFromOutside = defineCheck<VisitParameters>({
  name: 'reachable-from-outside',
  parameters: visitParameters,
  world: 'any',
  statement({ role }, roleOf) {
    const { title } = roleOf(role);
    return {
      es: `Se llega desde fuera: ${title.es}`,
      en: `Can be reached from outside: ${title.en}`,
    };
  },
  judge: (play, parameters) => judgeVisits(play, parameters, true),
});
