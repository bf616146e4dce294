/**
 * Letters for pictures, drawn as squares: five wide, seven high, in lower case. A picture made of these looks the same on every
 * machine, whatever fonts it has, and a bot in a container has none. Each digit is one row, read as five bits: `e` is 14, the
 * squares in the middle.
 */
const rows: Readonly<Record<string, string>> = {
  a: '00e1fhf',
  b: 'gguhhhu',
  c: '00ehgge',
  d: '11fhhhf',
  e: '00ehvge',
  f: '69gsggg',
  g: '0fhhf1e',
  h: 'gguhhhh',
  i: '40c444e',
  j: '202222c',
  k: 'gghisih',
  l: 'c44444e',
  m: '00qllhh',
  n: '00uhhhh',
  o: '00ehhhe',
  p: '00uhugg',
  q: '00fhf11',
  r: '00mpggg',
  s: '00fge1u',
  t: '88s8896',
  u: '00hhhhf',
  v: '00hhha4',
  w: '00hhlla',
  x: '00ha4ah',
  y: '0hhhf1e',
  z: '00v248v',
  á: '24e1fhf',
  é: '24ehvge',
  í: '240c44e',
  ó: '24ehhhe',
  ú: '24hhhhf',
  ñ: 'e0uhhhh',
  '0': 'ehjlphe',
  '1': '4c4444e',
  '2': 'eh1248v',
  '3': 'v2421he',
  '4': '26aiv22',
  '5': 'vgu11he',
  '6': '68guhhe',
  '7': 'v124888',
  '8': 'ehhehhe',
  '9': 'ehhf12c',
  '-': '000e000',
  '.': '0000066',
  ',': '0000648',
  ':': '0660660',
  '/': '11248gg',
  '(': '2444442',
  ')': '8444448',
  '…': '00000ll',
  '%': 'oo24833',
  '?': 'eh12404',
};
const glyphs = new Map(Object.entries(rows));
const columns = 5;
const advance = columns + 1;

/** How wide a text becomes, in units of the drawing. */
export function widthOf(text: string, size: number): number {
  return [...text].length * advance * size;
}

/** The path of a text whose upper left corner is at x, y. What has no letter here is drawn as `?`. */
export function letterPath(text: string, x: number, y: number, size: number): string {
  const squares: string[] = [];
  for (const [index, character] of [...text.toLowerCase()].entries()) {
    if (character === ' ') continue;
    for (const [row, digit] of [...(glyphs.get(character) ?? glyphs.get('?')!)].entries()) {
      const bits = Number.parseInt(digit, 32);
      for (let column = 0; column < columns; column++) {
        if (!(bits & (1 << (columns - 1 - column)))) continue;
        squares.push(`M${x + (index * advance + column) * size} ${y + row * size}h${size}v${size}h-${size}z`);
      }
    }
  }
  return squares.join('');
}
