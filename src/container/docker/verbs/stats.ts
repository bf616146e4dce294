/** `docker stats --no-stream`: what containers use now. Network and disk traffic are not counted. */
import { readOptions, refused, said, type Verb } from '../verb.ts';
import { table } from './ps.ts';

const hostMemoryBytes = 16 * 1024 ** 3;

export const stats: Verb = {
  name: 'stats',
  options: { flags: ['all', 'no-stream', 'no-trunc'], values: ['format'], short: { a: 'all' } },
  takes: 'containers',
  run(host, words) {
    const options = readOptions(words, stats.options);
    const missing = options.words.find((name) => !host.find(name));
    if (missing !== undefined) return refused(`No such container: ${missing}`);
    const named = options.words.flatMap((name) => host.find(name) ?? []);
    const shown = (named.length > 0 ? named : host.containers).filter((one) => one.isUp || options.has('all'));
    const rows = shown.map(({ id, name, run, isUp, plan }) => {
      const used = isUp ? (run?.memoryBytes() ?? 0) : 0;
      const limit = Math.min(plan.memoryBytes, hostMemoryBytes);
      const cpu = isUp ? Math.min(run?.cpuWantedMillis() ?? 0, (run?.limits.cpus ?? 0) * 1000) / 10 : 0;
      const memory = `${binary(used)} / ${binary(limit)}`;
      const share = `${((100 * used) / limit).toFixed(2)}%`;
      return [id.slice(0, 12), name, `${cpu.toFixed(2)}%`, memory, share, '0B / 0B', '0B / 0B', isUp ? '1' : '0'];
    });
    const head = ['CONTAINER ID', 'NAME', 'CPU %', 'MEM USAGE / LIMIT', 'MEM %', 'NET I/O', 'BLOCK I/O', 'PIDS'];
    return said(table([head, ...rows]));
  },
};

/** `1.5MiB`, `16GiB`: four digits. */
function binary(bytes: number): string {
  for (const [unit, size] of [
    ['GiB', 1024 ** 3],
    ['MiB', 1024 ** 2],
    ['KiB', 1024],
  ] as const) {
    // biome-ignore format: a table
    if (bytes >= size) return `${Number((bytes / size).toPrecision(4))}${unit}`;
  }
  return `${bytes}B`;
}
