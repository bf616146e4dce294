/** `find paths [-name pattern] [-type f|d|l] [-maxdepth n] [-mindepth n] [-empty] [-delete] [-exec command {} ;]`. */
import type { Routine } from '#simulation/coroutine.ts';
import { type Call, type Command, complain, pathOf, say } from '../call.ts';
import type { FileNode } from '../files/layer.ts';
import { join, nameOf } from '../files/paths.ts';
import { matchesPattern } from '../shell/pattern.ts';
import { spawn } from './spawn.ts';

interface Test {
  readonly name: string;
  readonly value: string;
}

export const find: Command = {
  names: ['find'],
  directory: '/usr/bin',
  *run(call) {
    const firstOption = call.args.findIndex((word) => word.startsWith('-') || word === '!');
    const paths = firstOption < 0 ? call.args : call.args.slice(0, firstOption);
    const words = firstOption < 0 ? [] : call.args.slice(firstOption);
    const tests: Test[] = [];
    let exec: string[] | undefined;
    let remove = false;
    for (let index = 0; index < words.length; index++) {
      const word = words[index] as string;
      if (word === '-exec') {
        const end = words.findIndex((one, at) => at > index && (one === ';' || one === '+'));
        if (end < 0) return complain(call, '-exec: missing argument');
        exec = words.slice(index + 1, end);
        index = end;
      } else if (word === '-delete') remove = true;
      else if (word === '-print' || word === '-print0' || word === '-depth' || word === '-xdev') continue;
      else if (word === '-empty') tests.push({ name: word, value: '' });
      else if (
        [
          '-name',
          '-iname',
          '-type',
          '-maxdepth',
          '-mindepth',
          '-path',
          '-size',
          '-mtime',
          '-mmin',
          '-user',
          '-newer',
        ].includes(word)
      )
        tests.push({ name: word, value: words[++index] ?? '' });
      else return complain(call, `unrecognized: ${word}`);
    }
    let status = 0;
    for (const start of paths.length === 0 ? ['.'] : paths) {
      if (!call.process.world.files.find(pathOf(call, start))) {
        status = complain(call, `${start}: No such file or directory`);
        continue;
      }
      const found = [...walk(call, start, 0, tests)];
      for (const path of remove ? found.reverse() : found) {
        if (remove) call.process.world.files.remove(pathOf(call, path), { user: call.process.user });
        else if (exec) yield* runOn(call, exec, path);
        else say(call, path);
      }
    }
    return status;
  },
};

function* runOn(call: Call, command: readonly string[], path: string): Routine<number> {
  return yield* spawn(
    call,
    command.map((word) => word.replaceAll('{}', () => path)),
  );
}

function* walk(call: Call, path: string, depth: number, tests: readonly Test[]): Generator<string> {
  const { files } = call.process.world;
  const full = pathOf(call, path);
  const node = files.lstat(full);
  if (!node) return;
  if (tests.every((test) => passes(call, test, path, node, depth))) yield path;
  const deepest = Number(tests.find(({ name }) => name === '-maxdepth')?.value ?? 60);
  if (node.type !== 'directory' || depth >= deepest) return;
  for (const name of files.list(full, call.process.user))
    yield* walk(call, path.endsWith('/') ? path + name : `${path}/${name}`, depth + 1, tests);
}

function passes(call: Call, { name, value }: Test, path: string, node: FileNode, depth: number): boolean {
  const base = nameOf(path) || path;
  switch (name) {
    case '-name':
      return matchesPattern(base, value);
    case '-iname':
      return matchesPattern(base.toLowerCase(), value.toLowerCase());
    case '-path':
      return matchesPattern(path, value);
    case '-type':
      return node.type === { f: 'file', d: 'directory', l: 'symlink', s: 'socket' }[value];
    case '-mindepth':
      return depth >= Number(value);
    case '-empty':
      return node.type === 'file'
        ? node.size === 0
        : node.type === 'directory' && call.process.world.files.list(join('/', pathOf(call, path))).length === 0;
    case '-mmin':
    case '-mtime': {
      const age = (call.process.world.clock.nowMs - node.modifiedMs) / (name === '-mmin' ? 60_000 : 86_400_000);
      return value.startsWith('+')
        ? age > Number(value.slice(1))
        : value.startsWith('-')
          ? age < Number(value.slice(1))
          : Math.floor(age) === Number(value);
    }
    default:
      return true;
  }
}
