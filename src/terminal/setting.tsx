/** What every part of a screen needs to know to show itself: the language, what signs the terminal has, and its size. */
import { createContext, useContext } from 'react';
import type { Language, Text } from '#base/text.ts';

export type Background = 'dark' | 'light';

export interface Setting {
  readonly language: Language;
  /** False where only ASCII can be trusted to show. */
  readonly unicode: boolean;
  /** What the terminal paints on: the other colours are read there. Dark where nobody knows. */
  readonly background?: Background;
  readonly columns: number;
  readonly rows: number;
  /** Read from top to bottom, by ear perhaps: nothing stands side by side, nothing is drawn. */
  readonly linear?: boolean;
}

export const SettingContext = createContext<Setting>({ language: 'es', unicode: true, columns: 80, rows: 24 });

export function useSetting(): Setting {
  return useContext(SettingContext);
}

/** Picks the language: `say(block.title)`. */
export function useSay(): (text: Text) => string {
  const { language } = useSetting();
  return (text) => text[language];
}
