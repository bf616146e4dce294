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
  const category = pluralRules[language].select(count);
  const form = category === 'one' ? forms.one : category === 'many' ? (forms.many ?? forms.other) : forms.other;
  return form.replaceAll('{n}', numberFormats[language].format(count));
}

// Making one takes longer than using it a hundred times.
const pluralRules = { es: new Intl.PluralRules('es'), en: new Intl.PluralRules('en') };
const numberFormats = { es: new Intl.NumberFormat('es'), en: new Intl.NumberFormat('en') };
