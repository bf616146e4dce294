/**
 * What people are called in a live quiz: what they type, when a class may read it on the wall, or two words from here. A name
 * is letters, digits and little else, so it can neither steer a terminal nor turn the direction of a line.
 */
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { mostNameLength } from './live-state.ts';

export function readName(typed: string): Result<string, Text> {
  const name = typed.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (name === '') return fail({ es: 'Escribe un nombre.', en: 'Write a name.' });
  if ([...name].length > mostNameLength) {
    return fail({
      es: `El nombre puede tener ${mostNameLength} letras como mucho.`,
      en: `A name may have ${mostNameLength} letters at most.`,
    });
  }
  if (!/^[\p{L}\p{M}\p{N} ._'’-]+$/u.test(name) || !/[\p{L}\p{N}]/u.test(name) || /\p{M}{3}/u.test(name)) {
    return fail({
      es: 'El nombre puede tener letras, cifras, espacios, puntos y guiones.',
      en: 'A name may have letters, digits, spaces, full stops and hyphens.',
    });
  }
  if (isRude(name)) return fail({ es: 'Elige otro nombre, por favor.', en: 'Choose another name, please.' });
  return ok(name);
}

/** "Delfín Veloz": words that say nothing about the person. */
export function inventName(seed: number): string {
  const random = new SeededRandom(seed);
  return `${random.pick(creatures)} ${random.pick(manners)}`;
}

/** The same person is given the same name, on any machine. */
export function inventedNameFor(id: string): string {
  let hash = 0x811c9dc5;
  for (const letter of id) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return inventName(hash);
}

const creatures = [
  'Ballena',
  'Delfín',
  'Foca',
  'Nutria',
  'Pulpo',
  'Garza',
  'Lince',
  'Tortuga',
  'Gaviota',
  'Erizo',
  'Cangrejo',
  'Mero',
  'Orca',
  'Albatros',
  'Tejón',
  'Búho',
];
// The same for both genders.
const manners = [
  'Veloz',
  'Audaz',
  'Feliz',
  'Sagaz',
  'Tenaz',
  'Capaz',
  'Ágil',
  'Fiel',
  'Genial',
  'Gentil',
  'Alegre',
  'Amable',
  'Paciente',
  'Valiente',
  'Prudente',
  'Brillante',
];

/** Read as people read through it: `P.u.t.4` and `PUTA!` are the same word, `disputa` and `Cajón` are others. */
function isRude(name: string): boolean {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  // A number is a number: 455 is no word.
  const read = plain.replace(/\S*[a-z]\S*/g, (word) =>
    word.replace(/[0134578@$]/g, (sign) => lookAlikes[sign] ?? sign),
  );
  const words = read.split(/[^a-z]+/).filter(Boolean);
  // Letters one by one are a word spelt out; longer pieces stand for themselves.
  const spelt = words.every((word) => word.length <= 2) ? [words.join('')] : [];
  const once = (word: string) => word.replace(/(.)\1+/g, '$1');
  return [...words, ...spelt].some(
    (word) => rude.has(word) || rude.has(once(word)) || rudeAnywhere.some((part) => once(word).includes(part)),
  );
}

const lookAlikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
};

/** Whole words: inside others they are harmless. */
const rude: ReadonlySet<string> = new Set(
  'puta puto putas putos putita polla pollas pito culo culos cono tonto tonta idiota imbecil subnormal mongol retrasado retrasada cabron cabrona zorra maricon marica maricas sudaca moro panchito follar teta tetas pene vagina mierda mierdas joder capullo verga chinga pendejo pendeja pinga nazi hitler ass arse cock dick tits pussy cunt cum fag fags faggot retard rape rapist slut whore wank porn penis anus shit piss bastard nigga niga nigger niger'.split(
    ' ',
  ),
);

/** Never part of a decent word; written with single letters, as they are compared. */
const rudeAnywhere = [
  'hijodeput',
  'hijaputa',
  'gilipol',
  'cabron',
  'maricon',
  'fuck',
  'motherf',
  'bitch',
  'ashole',
  'heilh',
];
