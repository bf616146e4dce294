/** `dd if= of= bs= count=`: how probes and tutorials fill a disk. Bytes beyond a small text are kept as a size only. */
import { type Call, type Command, complain, pathOf } from '../call.ts';
import { FileError } from '../files/file-error.ts';
import { readAll } from '../streams.ts';

const units: Readonly<Record<string, number>> = {
  '': 1,
  c: 1,
  w: 2,
  b: 512,
  k: 1024,
  K: 1024,
  kB: 1000,
  M: 1024 ** 2,
  MB: 1000 ** 2,
  G: 1024 ** 3,
  GB: 1000 ** 3,
};

function size(word: string): number {
  const match = /^(\d+)([a-zA-Z]*)$/.exec(word);
  return match && Object.hasOwn(units, match[2] ?? '')
    ? Number(match[1]) * (units[match[2] ?? ''] as number)
    : Number.NaN;
}

export const dd: Command = {
  names: ['dd'],
  *run(call) {
    const given = new Map(call.args.map((word) => [word.split('=')[0] ?? '', word.slice(word.indexOf('=') + 1)]));
    const block = size(given.get('bs') ?? '512');
    const count = given.has('count') ? size(given.get('count') ?? '') : undefined;
    if (Number.isNaN(block) || Number.isNaN(count))
      return complain(call, `invalid number '${given.get('bs') ?? given.get('count')}'`);
    const from = given.get('if');
    const endless = from === '/dev/zero' || from === '/dev/urandom' || from === '/dev/random';
    if (endless && count === undefined && !given.has('of')) return yield* forever();
    const text = endless
      ? ''
      : from === undefined
        ? yield* readAll(call.input)
        : from === '/dev/null'
          ? ''
          : call.process.world.files.read(pathOf(call, from), call.process.user);
    const wanted = endless
      ? block * (count ?? Number.MAX_SAFE_INTEGER)
      : Math.min(text.length, count === undefined ? text.length : block * count);
    const target = given.get('of');
    if (target === undefined) {
      call.output.write(endless ? '\u0000'.repeat(Math.min(wanted, 65_536)) : text.slice(0, wanted));
      return records(call, wanted, wanted, block);
    }
    if (target === '/dev/null') return records(call, wanted, wanted, block);
    const path = pathOf(call, target);
    const { files } = call.process.world;
    files.write(path, '', { user: call.process.user });
    try {
      files.write(path, endless ? '' : text.slice(0, wanted), { user: call.process.user, size: wanted });
    } catch (error) {
      if (!(error instanceof FileError) || error.code !== 'ENOSPC') throw error;
      const layer = files.mountOf(path)?.layer ?? files.own;
      const room = Math.max(0, layer.capacityBytes - layer.usedBytes);
      files.write(path, '', { user: call.process.user, size: room });
      complain(call, `error writing '${target}': No space left on device`);
      records(call, Math.min(wanted, room + block), room, block);
      return 1;
    }
    return records(call, wanted, wanted, block);
  },
};

function* forever() {
  yield () => undefined;
  return 0;
}

function records(call: Call, read: number, written: number, block: number): number {
  const shown = (bytes: number) => `${Math.floor(bytes / block)}+${bytes % block === 0 ? 0 : 1}`;
  call.errors.write(`${shown(read)} records in\n${shown(written)} records out\n`);
  if (written > 0)
    call.errors.write(
      `${written} bytes (${(written / 1024 ** 2).toFixed(1)}MB) copied, 0.010000 seconds, ${(written / 1024 ** 2 / 0.01 / 1024).toFixed(1)}GB/s\n`,
    );
  return 0;
}
