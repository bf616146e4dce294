/** At one instant no two pods of the role are on the same node (or in the same zone: `per`), and none waits for one. */
import { defineCheck } from './check.ts';
import { judgePlaces, type PlacesParameters, placesParameters } from './placement.ts';

export const scheduledApart = defineCheck<PlacesParameters>({
  name: 'scheduled-apart',
  parameters: placesParameters,
  statement({ role: name }, roleOf) {
    const { title } = roleOf(name);
    return { es: `Dos pods no comparten nunca nodo: ${title.es}`, en: `No two pods share a node: ${title.en}` };
  },
  judge: (play, parameters) => judgePlaces(play, parameters, (places, pods) => places === pods),
});
