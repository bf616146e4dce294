/** Scenarios by words typed in either language, with or without accents: `atencion sonda` finds `Atención: qué sonda`. */
import type { Library } from '#engine/ports.ts';

type Scenario = ReturnType<Library['list']>[number];

export function searchScenarios(library: Library, typed: string): readonly Scenario[] {
  const words = simplify(typed).split(' ').filter(Boolean);
  return library.list().filter((scenario) => {
    const searched = simplify(`${scenario.id} ${scenario.title.es} ${scenario.title.en} ${scenario.topic}`);
    return words.every((word) => searched.includes(word));
  });
}

/** `¿Atención, Pods?` becomes `atencion pods`. */
function simplify(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim();
}
