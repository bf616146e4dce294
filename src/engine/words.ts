/** Figures and lists as people write them in each language. */
import { type Language, languages, type Text } from '#base/text.ts';

/** `text((language) => …)`: both languages from one rule. */
export function inEach(write: (language: Language) => string): Text {
  const [es, en] = languages.map(write);
  return { es: es ?? '', en: en ?? '' };
}

/** 61 000 → "61 s"; 60 999 → "61 s"; 400 → "0,4 s" in Spanish; from 10 s on, whole seconds rounded up: a bound is kept or not. */
export function seconds(milliseconds: number, language: Language): string {
  const value = milliseconds < 10_000 ? Math.ceil(milliseconds / 100) / 10 : Math.ceil(milliseconds / 1000);
  return `${secondFormat(language).format(value)} s`;
}

/** 7384 s → "2:03:04", 75 s → "1:15". */
export function clockTime(milliseconds: number): string {
  const total = Math.floor(milliseconds / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** "db-0, db-1 y db-2". At most four names, then how many more. */
export function list(names: readonly string[], language: Language): string {
  const more = names.length - 4;
  const shown = more > 0 ? [...names.slice(0, 4), language === 'es' ? `${more} más` : `${more} more`] : names;
  return listFormat(language).format(shown);
}

const secondFormat = inTime((language) => new Intl.NumberFormat(language, { useGrouping: false }));
const percentFormat = inTime(
  (language) => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }),
);
const listFormat = inTime((language) => new Intl.ListFormat(language, { type: 'conjunction' }));

/** Making one takes longer than using it a hundred times, and a menu needs none: made once, when first asked for. */
function inTime<Format>(make: (language: Language) => Format): (language: Language) => Format {
  const made = new Map<Language, Format>();
  return (language) => {
    const known = made.get(language);
    if (known) return known;
    const format = make(language);
    made.set(language, format);
    return format;
  };
}

/** 0.432 → "43 %" in Spanish, "43%" in English. */
export function percent(share: number, language: Language): string {
  return percentFormat(language).format(share);
}
