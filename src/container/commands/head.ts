/** `head [-n lines|-c bytes]` and `tail [-n lines|-n +from|-c bytes|-f]`; `tail -f` goes on until it is stopped. */
import { type Routine, sleep } from '#simulation/coroutine.ts';
import { type Call, type Command, options, pathOf } from '../call.ts';
import { linesOf, sources } from './text.ts';

/** `-5` is an old way to write `-n 5`. */
function modern(args: readonly string[]): string[] {
  return args.flatMap((word, index) =>
    /^-[nc]$/.test(args[index - 1] ?? '')
      ? [word]
      : /^[-+]\d+$/.test(word)
        ? ['-n', word.startsWith('-') ? word.slice(1) : word]
        : [word],
  );
}

export const head: Command = {
  names: ['head'],
  *run(call) {
    const { values, rest } = options(modern(call.args), 'qv', 'nc');
    // From a pipe it takes no more than it shows: `yes | head -1` ends.
    const wanted = Number(values.get('n') ?? 10);
    if (rest.length === 0 && !values.has('c') && wanted >= 0) return yield* firstLines(call, wanted);
    const { sources: inputs, failed } = yield* sources(call, rest);
    for (const { text } of inputs) {
      const bytes = values.get('c');
      if (bytes !== undefined) call.output.write(text.slice(0, Number(bytes)));
      else {
        const count = Number(values.get('n') ?? 10);
        const lines = linesOf(text);
        for (const line of count < 0 ? lines.slice(0, count) : lines.slice(0, count)) call.output.write(`${line}\n`);
      }
    }
    return failed ? 1 : 0;
  },
};

function* firstLines(call: Call, count: number): Routine<number> {
  let buffer = '';
  let shown = 0;
  while (shown < count) {
    const end = buffer.indexOf('\n');
    if (end >= 0) {
      call.output.write(buffer.slice(0, end + 1));
      buffer = buffer.slice(end + 1);
      shown++;
      continue;
    }
    const piece = yield* call.input.read();
    if (piece === undefined) {
      call.output.write(buffer);
      break;
    }
    buffer += piece;
  }
  return 0;
}

const bytesPerSecond = 500_000_000;

/** `tail /dev/zero` waits for an end of line that never comes and keeps all it has read: the usual way to use up memory. */
function* swallowZeros({ process }: Call): Routine<number> {
  const { clock, limits, onOutOfMemory } = process.world;
  for (let second = 0; ; second++) {
    yield sleep(clock, 1000);
    process.memoryBytes += bytesPerSecond;
    if (second % 10 === 0) process.world.report('memory-leak', `${bytesPerSecond} B/s`);
    if (process.memoryBytes > limits.memoryBytes) onOutOfMemory();
  }
}

export const tail: Command = {
  names: ['tail'],
  *run(call) {
    const { values, rest, flags } = options(modern(call.args), 'fFqv', 'ncs');
    const follow = flags.has('f') || flags.has('F');
    if (rest.includes('/dev/zero')) return yield* swallowZeros(call);
    const named = rest.filter((file) => file !== '/dev/null');
    const { sources: inputs, failed } =
      named.length === 0 && follow
        ? { sources: [], failed: false }
        : yield* sources(call, named.length === 0 ? rest : named);
    for (const { text } of inputs) {
      const bytes = values.get('c');
      const count = values.get('n') ?? '10';
      if (bytes !== undefined) call.output.write(text.slice(-Number(bytes)));
      else {
        const lines = linesOf(text);
        const shown = count.startsWith('+')
          ? lines.slice(Number(count) - 1)
          : Number(count) === 0
            ? []
            : lines.slice(-Math.abs(Number(count)));
        for (const line of shown) call.output.write(`${line}\n`);
      }
    }
    if (!follow) return failed ? 1 : 0;
    const { world, user } = call.process;
    const seen = new Map(
      named.map((file) => [
        file,
        world.files.find(pathOf(call, file))?.type === 'file' ? world.files.read(pathOf(call, file), user).length : 0,
      ]),
    );
    if (seen.size === 0) yield () => undefined;
    for (;;) {
      yield sleep(world.clock, 1000);
      for (const [file, length] of seen) {
        const node = world.files.find(pathOf(call, file));
        if (node?.type !== 'file' || node.content.length === length) continue;
        call.output.write(node.content.length < length ? node.content : node.content.slice(length));
        seen.set(file, node.content.length);
      }
    }
  },
};
