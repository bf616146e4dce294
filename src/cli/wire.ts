/**
 * Puts the parts together: questions from files, scores in SQL, answers graded in workers, and the player on top of them.
 * Nothing else in the program knows all of these at once.
 */
import { didYouMean } from '#base/did-you-mean.ts';
import { type ContentLibrary, openLibrary } from '#content/library.ts';
import type { Scenario } from '#engine/scenario.ts';
import { Trouble, UsageError } from './command.ts';
import { programRoot } from './program-root.ts';

export function openContent(): ContentLibrary {
  const library = openLibrary([programRoot()]);
  if (library.list().length > 0) return library;
  throw new Trouble({
    es: `No hay ninguna pregunta que se pueda leer en ${programRoot()}. Instala readyz de nuevo, o mira qué falla con: readyz check`,
    en: `There is no question that can be read in ${programRoot()}. Install readyz again, or see what is wrong with: readyz check`,
  });
}

export function findScenario(library: ContentLibrary, id: string): Scenario {
  const scenario = library.find(id);
  if (scenario) return scenario;
  const near = didYouMean(
    id,
    library.list().map((known) => known.id),
  );
  throw new UsageError({
    es: `No hay ninguna pregunta ${JSON.stringify(id)}.${near ? ` ¿Quisiste decir ${near}?` : ' readyz list las muestra.'}`,
    en: `There is no question ${JSON.stringify(id)}.${near ? ` Did you mean ${near}?` : ' readyz list shows them.'}`,
  });
}
