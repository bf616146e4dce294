/**
 * A sentence in both languages, side by side where it is decided. Spanish is the first language, English the second.
 * A text that is missing in one of them does not compile, so there is no catalogue of keys that could fall out of step.
 * Sentences are whole: what differs by number goes through `plural`, what differs by gender is written so that it does not.
 */
export type Language = 'es' | 'en';

export const languages: readonly Language[] = ['es', 'en'];

export interface Text {
  readonly es: string;
  readonly en: string;
}

/** The same in both languages: names, code, figures. */
export function verbatim(words: string): Text {
  return { es: words, en: words };
}

/**
 * `plural('es', 1, { one: '1 reinicio', other: '{n} reinicios' })`. `{n}` is the count, written as the language writes numbers.
 * Spanish has a third form, `many`, for whole millions ("1.000.000 de reinicios"); it falls back to `other`.
 */
export function plural(
  language: Language,
  count: number,
  forms: { readonly one: string; readonly other: string; readonly many?: string },
): string {
  const { pluralRules, numberFormat } = rulesOf(language);
  const category = pluralRules.select(count);
  const form = category === 'one' ? forms.one : category === 'many' ? (forms.many ?? forms.other) : forms.other;
  return form.replaceAll('{n}', numberFormat.format(count));
}

interface Rules {
  readonly pluralRules: Intl.PluralRules;
  readonly numberFormat: Intl.NumberFormat;
}

const rules = new Map<Language, Rules>();

/** Making them takes longer than using them a hundred times, and whoever only asks for a version needs none: made once, late. */
function rulesOf(language: Language): Rules {
  const known = rules.get(language);
  if (known) return known;
  const made = { pluralRules: new Intl.PluralRules(language), numberFormat: new Intl.NumberFormat(language) };
  rules.set(language, made);
  return made;
}
