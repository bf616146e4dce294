/**
 * What the terminal paints on. Some say so: COLORFGBG is "15;0" for white on black, "0;default;15" for black on white; the last
 * number is the background, of 16 colours, of which 7 and 9 to 15 are light. Who says nothing is taken for dark, as most are.
 */
export function backgroundOf(
  configured: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): 'dark' | 'light' {
  if (configured === 'light' || configured === 'dark') return configured;
  const last = environment['COLORFGBG']?.split(';').at(-1) ?? '';
  if (!/^\d{1,2}$/.test(last)) return 'dark';
  const color = Number(last);
  return color === 7 || (color >= 9 && color <= 15) ? 'light' : 'dark';
}
