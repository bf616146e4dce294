/** What one line, and what a whole session, may make happen. Counted in events, objects and characters, never in real time. */
import type { Text } from '#base/text.ts';

export const limits = {
  eventsPerLine: 500_000,
  /** While one kubectl waits: it cannot be interrupted. */
  eventsPerKubectl: 100_000,
  /** Calls of kubectl, docker and the lab's commands in one line: a loop without end. */
  programsPerLine: 2_000,
  events: 5_000_000,
  objects: 5_000,
  lines: 5_000,
  lineCharacters: 600_000,
  screenCharacters: 256 * 1024,
} as const;

export const tooMuch: Text = {
  es: 'ocurre demasiado en una sola línea: pide menos tiempo o menos réplicas',
  en: 'too much happens in one line: ask for less time or fewer replicas',
};

export const lineTooLong: Text = { es: 'La línea es demasiado larga.', en: 'The line is too long.' };

export const labIsFull: Text = {
  es: 'En este laboratorio ya ha ocurrido todo lo que cabe: empieza de nuevo con reset.',
  en: 'This lab has had all that fits into it: start over with reset.',
};

export const tooManyObjects: Text = {
  es: `Hay más de ${limits.objects} objetos: borra algunos, o empieza de nuevo con reset.`,
  en: `There are more than ${limits.objects} objects: delete some, or start over with reset.`,
};
