/** "Are you sure?", good for two minutes: the button carries when it was asked. */
import type { Text } from '#base/text.ts';

const goodForSeconds = 120;

export function stamp(now: number): string {
  return Math.floor(now / 1000).toString(36);
}

export function isFresh(asked: string, now: number): boolean {
  return /^[0-9a-z]{6,8}$/.test(asked) && Math.abs(now / 1000 - Number.parseInt(asked, 36)) <= goodForSeconds;
}

export const onlyRulers: Text = {
  es: 'Esto lo puede hacer quien abrió el laboratorio, o quien lleva el servidor.',
  en: 'Whoever opened the lab may do this, or whoever runs the server.',
};
