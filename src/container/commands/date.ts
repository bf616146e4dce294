/** `date [+format] [-u] [-d @seconds]` on the virtual clock, in UTC. */
import { type Command, options, say } from '../call.ts';

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export const date: Command = {
  names: ['date'],
  run(call) {
    const { rest, values } = options(call.args, 'uR', 'dI', ['iso-8601', 'utc']);
    const given = /^@(\d+)$/.exec(values.get('d') ?? '')?.[1];
    const now = new Date(given === undefined ? call.process.world.clock.nowMs : Number(given) * 1000);
    const format = rest.find((word) => word.startsWith('+'))?.slice(1) ?? '%a %b %e %H:%M:%S UTC %Y';
    say(call, formatDate(now, format));
    return 0;
  },
};

function formatDate(date: Date, format: string): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const parts: Readonly<Record<string, () => string>> = {
    Y: () => String(date.getUTCFullYear()),
    m: () => two(date.getUTCMonth() + 1),
    d: () => two(date.getUTCDate()),
    e: () => String(date.getUTCDate()).padStart(2),
    H: () => two(date.getUTCHours()),
    M: () => two(date.getUTCMinutes()),
    S: () => two(date.getUTCSeconds()),
    s: () => String(Math.floor(date.getTime() / 1000)),
    N: () => String(date.getUTCMilliseconds() * 1_000_000).padStart(9, '0'),
    a: () => (days[date.getUTCDay()] as string).slice(0, 3),
    A: () => days[date.getUTCDay()] as string,
    b: () => (months[date.getUTCMonth()] as string).slice(0, 3),
    B: () => months[date.getUTCMonth()] as string,
    j: () =>
      String(Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1).padStart(3, '0'),
    u: () => String(date.getUTCDay() || 7),
    w: () => String(date.getUTCDay()),
    F: () => formatDate(date, '%Y-%m-%d'),
    T: () => formatDate(date, '%H:%M:%S'),
    R: () => formatDate(date, '%H:%M'),
    D: () => formatDate(date, '%m/%d/%y'),
    y: () => two(date.getUTCFullYear() % 100),
    Z: () => 'UTC',
    z: () => '+0000',
    n: () => '\n',
    t: () => '\t',
    '%': () => '%',
  };
  return format.replace(/%-?([A-Za-z%])/g, (whole, letter: string) =>
    Object.hasOwn(parts, letter) ? (parts[letter]?.() ?? whole) : whole,
  );
}
