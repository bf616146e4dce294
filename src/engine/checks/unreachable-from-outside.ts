/** Nothing that a `visit` step opened leads to the role. */
import { defineCheck } from './check.ts';
import { judgeVisits, type VisitParameters, visitParameters } from './visits.ts';

export const unreachableFromOutside = defineCheck<VisitParameters>({
  name: 'unreachable-from-outside',
  parameters: visitParameters,
  world: 'any',
  statement({ role }, roleOf) {
    const { title } = roleOf(role);
    return {
      es: `No se llega desde fuera: ${title.es}`,
      en: `Cannot be reached from outside: ${title.en}`,
    };
  },
  judge: (play, parameters) => judgeVisits(play, parameters, false),
});
