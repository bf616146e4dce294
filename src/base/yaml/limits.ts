/**
 * How much YAML is read, so that no text can take memory or time that its size does not announce.
 */
import type { Text } from '../text.ts';

export const limits = {
  textBytes: 8 * 1024 * 1024,
  /** The items of a `List` count as documents. */
  documents: 500,
  documentBytes: 256 * 1024,
  depth: 100,
  aliases: 100,
  /** Lines, commas and opening brackets in a document: about as many values, known before anything is parsed. */
  marks: 50_000,
  /** Values in a document once every `*alias` has been written out. */
  nodes: 15_000,
} as const;

export const tooLarge: Text = {
  es: 'El documento pasa de 256 KiB, que es lo más que readyz lee. Divídelo o quita lo que sobre.',
  en: 'The document is larger than 256 KiB, the most that readyz reads. Split it or remove what is not needed.',
};
export const tooMuchText: Text = {
  es: 'El texto pasa de 8 MiB, que es lo más que readyz lee de una vez. Divídelo en varios archivos.',
  en: 'The text is larger than 8 MiB, the most that readyz reads at once. Split it into several files.',
};
export const tooManyDocuments: Text = {
  es: 'Hay más de 500 documentos en el texto, contando lo que lleva cada `List`. Divídelo en varios archivos.',
  en: 'There are more than 500 documents in the text, counting what each `List` holds. Split it into several files.',
};
export const tooDeep: Text = {
  es: 'Hay más de 100 niveles, unos dentro de otros. Ningún objeto de Kubernetes necesita tantos.',
  en: 'There are more than 100 levels, one inside the other. No Kubernetes object needs so many.',
};
export const tooManyAliases: Text = {
  es: 'Hay demasiadas repeticiones con `*`. Escribe los valores en su sitio.',
  en: 'There are too many repetitions with `*`. Write the values where they belong.',
};
export const tooManyNodes: Text = {
  es: 'El documento tiene más de 15.000 valores, contando lo que repiten los `*`. Ningún objeto de Kubernetes necesita tantos.',
  en: 'The document has more than 15,000 values, counting what each `*` repeats. No Kubernetes object needs so many.',
};
