/** `app=web,tier=front`, as `run --labels` and `expose --selector` take it: equalities only, each with one `=`. */
import { failWith } from '../exit.ts';

export function readLabels(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [key = '', value, ...more] = pair.split('=');
      if (value === undefined || more.length > 0) failWith(`unexpected label spec: ${pair}`);
      if (key === '') failWith('unexpected empty label key');
      return [key, value];
    }),
  );
}

/** A port as a flag takes it, in the words of Go where it is no number. */
export function readPort(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) failWith(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}
