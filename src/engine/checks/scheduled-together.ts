/** At one instant all pods of the role are on the same node (or in the same zone: `per`), and none waits for one. */
import { defineCheck } from './check.ts';
import { judgePlaces, type PlacesParameters, placesParameters } from './placement.ts';

export const scheduledTogether = defineCheck<PlacesParameters>({
  name: 'scheduled-together',
  parameters: placesParameters,
  statement({ role: name }, roleOf) {
    const { title } = roleOf(name);
    return {
      es: `Todos los pods están en el mismo sitio: ${title.es}`,
      en: `All pods are in the same place: ${title.en}`,
    };
  },
  judge: (play, parameters) => judgePlaces(play, parameters, (places) => places === 1),
});
