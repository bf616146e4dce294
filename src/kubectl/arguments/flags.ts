/**
 * Flags as kubectl reads them: `--name=value`, `--name value`, `-n value`, `-nvalue`, clusters of short ones, `--` before
 * what is not for kubectl. A flag may stand anywhere before `--`.
 */
import { fail, ok, type Result } from '#base/result.ts';

export interface FlagSpec {
  readonly name: string;
  readonly short?: string;
  /** `strings`: comma separated, may be repeated. `array`: repeated, commas are part of it. `bool` needs no value. */
  readonly type: 'string' | 'bool' | 'int' | 'strings' | 'array' | 'duration' | 'tristate';
  /** What the bare flag means, for a flag whose value is optional: `--dry-run`, `--cascade`. */
  readonly bare?: string;
  readonly default?: string;
  /** What has to be given, checked when the arguments are read. */
  readonly required?: boolean;
}

/** The values given, by name. */
export class Flags {
  readonly #values: ReadonlyMap<string, readonly string[]>;
  readonly #specs: ReadonlyMap<string, FlagSpec>;

  constructor(values: ReadonlyMap<string, readonly string[]>, specs: readonly FlagSpec[]) {
    this.#values = values;
    this.#specs = new Map(specs.map((spec) => [spec.name, spec]));
  }

  given(name: string): boolean {
    return this.#values.has(name);
  }

  /** The last one given, else the default, else ''. */
  text(name: string): string {
    return this.#values.get(name)?.at(-1) ?? this.#specs.get(name)?.default ?? '';
  }

  is(name: string): boolean {
    return /^(?:1|t|true)$/i.test(this.text(name));
  }

  number(name: string): number {
    return Number(this.text(name));
  }

  /** Seconds; a bare number counts as seconds, -1 is "no limit" where a command says so. */
  seconds(name: string): number {
    return durationSeconds(this.text(name)) ?? 0;
  }

  list(name: string): readonly string[] {
    const values = this.#values.get(name) ?? [];
    return this.#specs.get(name)?.type === 'strings' ? values.flatMap((value) => value.split(',')) : values;
  }
}

export interface ReadArguments {
  readonly flags: Flags;
  readonly args: readonly string[];
  /** How many of the arguments stood before `--`; undefined where there was none. */
  readonly beforeDash: number | undefined;
}

export interface FlagError {
  readonly message: string;
}

/** pflag's own words for what is wrong. */
export function readFlags(words: readonly string[], specs: readonly FlagSpec[]): Result<ReadArguments, FlagError> {
  const values = new Map<string, string[]>();
  const args: string[] = [];
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  const byShort = new Map(specs.flatMap((spec) => (spec.short ? [[spec.short, spec] as const] : [])));
  let beforeDash: number | undefined;
  let problem: string | undefined;

  const set = (spec: FlagSpec, value: string) => {
    const wrong = whyNotValue(spec, value);
    if (wrong)
      problem ??= `invalid argument ${JSON.stringify(value)} for ${JSON.stringify(shown(spec))} flag: ${wrong}`;
    const before = values.get(spec.name);
    if (before) before.push(value);
    else values.set(spec.name, [value]);
  };

  for (let at = 0; at < words.length && problem === undefined; at++) {
    const word = words[at] as string;
    if (word === '--') {
      beforeDash = args.length;
      args.push(...words.slice(at + 1));
      break;
    }
    if (word.startsWith('--')) {
      const equals = word.indexOf('=');
      const name = word.slice(2, equals < 0 ? undefined : equals);
      const spec = byName.get(name);
      if (!spec) problem = `unknown flag: --${name}`;
      else if (equals >= 0) set(spec, word.slice(equals + 1));
      else if (bareValue(spec) !== undefined) set(spec, bareValue(spec) as string);
      else if (at + 1 < words.length) set(spec, words[++at] as string);
      else problem = `flag needs an argument: --${name}`;
    } else if (word.startsWith('-') && word !== '-') {
      for (let index = 1; index < word.length && problem === undefined; index++) {
        const letter = word[index] as string;
        const spec = byShort.get(letter);
        const rest = word.slice(index + 1);
        if (!spec) problem = `unknown shorthand flag: '${letter}' in ${word}`;
        else if (rest.startsWith('=')) {
          set(spec, rest.slice(1));
          break;
        } else if (bareValue(spec) !== undefined) set(spec, bareValue(spec) as string);
        else if (rest !== '') {
          set(spec, rest);
          break;
        } else if (at + 1 < words.length) set(spec, words[++at] as string);
        else problem = `flag needs an argument: '${letter}' in ${word}`;
      }
    } else args.push(word);
  }
  if (problem !== undefined) return fail({ message: problem });
  return ok({ flags: new Flags(values, specs), args, beforeDash });
}

function bareValue({ type, bare }: FlagSpec): string | undefined {
  return bare ?? (type === 'bool' ? 'true' : undefined);
}

function shown({ name, short }: FlagSpec): string {
  return short ? `-${short}, --${name}` : `--${name}`;
}

function whyNotValue({ type }: FlagSpec, value: string): string | undefined {
  if (type === 'int' && !/^[+-]?\d+$/.test(value)) {
    return `strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`;
  }
  if (type === 'int' && BigInt.asIntN(64, BigInt(value)) !== BigInt(value)) {
    return `strconv.ParseInt: parsing ${JSON.stringify(value)}: value out of range`;
  }
  if (type === 'bool' && !/^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value)) {
    return `strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`;
  }
  if (type === 'duration' && durationSeconds(value) === undefined) return whyNotDuration(value);
  return undefined;
}

/** Go reads number by number, and says of the first that has no unit, or one it does not know. */
function whyNotDuration(value: string): string {
  const quoted = JSON.stringify(value);
  let rest = value.replace(/^[+-]/, '');
  while (rest !== '') {
    const [all = '', number = '', unit = ''] = /^(\d*\.?\d*)([^\d.]*)/.exec(rest) ?? [];
    if (!/\d/.test(number)) break;
    if (unit === '') return `time: missing unit in duration ${quoted}`;
    if (!Object.hasOwn(unitSeconds, unit)) return `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`;
    rest = rest.slice(all.length);
  }
  return `time: invalid duration ${quoted}`;
}

const unitSeconds: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/** `1h30m`, `90s`, `-1s`; undefined where it is none. `0` needs no unit. */
function durationSeconds(text: string): number | undefined {
  const match = /^([+-]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+)$/.exec(text);
  if (!match) return /^[+-]?0$/.test(text) ? 0 : undefined;
  let seconds = 0;
  for (const [, number, unit] of (match[2] as string).matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g)) {
    seconds += Number(number) * (unitSeconds[unit as string] as number);
  }
  return match[1] === '-' ? -seconds : seconds;
}
