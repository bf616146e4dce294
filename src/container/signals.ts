/**
 * Signals as `kill`, `trap` and the kubelet name them. What they do to a process that has no handler is in process.ts.
 */
export const signalNumbers = {
  HUP: 1, INT: 2, QUIT: 3, ILL: 4, TRAP: 5, ABRT: 6, BUS: 7, FPE: 8, KILL: 9, USR1: 10, SEGV: 11, USR2: 12, PIPE: 13,
  ALRM: 14, TERM: 15, CHLD: 17, CONT: 18, STOP: 19, TSTP: 20, TTIN: 21, TTOU: 22, URG: 23, XCPU: 24, XFSZ: 25, VTALRM: 26, PROF: 27, WINCH: 28, IO: 29, PWR: 30, SYS: 31,
} as const; // biome-ignore format: a table

export type Signal = keyof typeof signalNumbers;

/** `TERM`, `SIGTERM`, `15` and in a trap `0`/`EXIT` aside: undefined for what is no signal. */
export function signalNamed(word: string): Signal | undefined {
  const name = word.toUpperCase().replace(/^SIG/, '');
  if (Object.hasOwn(signalNumbers, name)) return name as Signal;
  const number = Number(word);
  return (Object.keys(signalNumbers) as Signal[]).find((signal) => signalNumbers[signal] === number);
}

/** What a process without a handler does with them: nothing, or it ends. Stopping and continuing are not simulated. */
export const ignoredByDefault: ReadonlySet<Signal> = new Set([
  'CHLD',
  'CONT',
  'URG',
  'WINCH',
  'STOP',
  'TSTP',
  'TTIN',
  'TTOU',
]);
