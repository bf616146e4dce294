/**
 * `tar` and `gzip`: what backups and uploads are made of. An archive is a text of its own that only these programs read; its
 * size is about that of what it holds.
 */
import type { Routine } from '#simulation/coroutine.ts';
import { type Call, type Command, complain, pathOf } from '../call.ts';
import type { FileSystem } from '../files/file-system.ts';
import { join } from '../files/paths.ts';
import { readAll } from '../streams.ts';

const tarMark = '\u001ftar\n';
const gzipMark = '\u001fgzip\n';

/** A directory has no content. */
interface Entry {
  readonly path: string;
  readonly mode: number;
  readonly content?: string;
}

export const tar: Command = {
  names: ['tar'],
  *run(call) {
    const wanted = parse(call.args);
    const { files } = call.process.world;
    const directory = wanted.directory === undefined ? call.process.workingDirectory : pathOf(call, wanted.directory);
    if (wanted.mode === 'c') {
      if (wanted.paths.length === 0) return complain(call, 'empty archive');
      const entries: Entry[] = [];
      let status = 0;
      for (const path of wanted.paths) {
        const place = path.startsWith('/') ? path : join(directory, path);
        if (files.find(place)) collect(files, place, path.replace(/^\/+/, '').replace(/\/+$/, '') || '.', entries);
        else status = complain(call, `${path}: No such file or directory`);
      }
      if (wanted.tells) for (const { path } of entries) call.errors.write(`${path}\n`);
      const text = `${tarMark}${JSON.stringify(entries)}\n`;
      put(call, wanted.file, wanted.zipped ? gzipMark + text : text);
      return status;
    }
    if (wanted.mode !== 'x' && wanted.mode !== 't') return complain(call, 'must specify exactly one of -c, -x, -t');
    let text = yield* get(call, wanted.file);
    if (text === undefined) return complain(call, `can't open '${wanted.file}': No such file or directory`);
    if (text.startsWith(gzipMark)) text = text.slice(gzipMark.length);
    if (!text.startsWith(tarMark)) return complain(call, 'invalid tar magic');
    for (const { path, mode, content } of JSON.parse(text.slice(tarMark.length)) as readonly Entry[]) {
      if (wanted.mode === 't' || wanted.tells) call.output.write(`${path}${content === undefined ? '/' : ''}\n`);
      if (wanted.mode === 't') continue;
      const place = join(directory, path);
      const { user } = call.process;
      if (content === undefined) files.makeDirectory(place, { parents: true, user });
      else {
        files.makeDirectory(place.slice(0, place.lastIndexOf('/')) || '/', { parents: true, user });
        files.write(place, content, { user, mode });
      }
    }
    return 0;
  },
};

/** `-czf x.tgz -C /data .`, and the old way without the dash. */
function parse(args: readonly string[]) {
  let mode: string | undefined;
  let file = '-';
  let directory: string | undefined;
  let zipped = false;
  let tells = false;
  const paths: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? '';
    if (index > 0 && !word.startsWith('-')) paths.push(word);
    else if (word.startsWith('--')) {
      const [name, value] = word.slice(2).split('=');
      if (name === 'file') file = value ?? args[++index] ?? '-';
      else if (name === 'directory') directory = value ?? args[++index];
      else if (name === 'create' || name === 'extract' || name === 'list')
        mode = name === 'list' ? 't' : name[0] === 'c' ? 'c' : 'x';
      else if (name === 'gzip') zipped = true;
      else if (name === 'verbose') tells = true;
    } else {
      for (const letter of word.replace(/^-/, '')) {
        if ('cxt'.includes(letter)) mode = letter;
        else if (letter === 'z') zipped = true;
        else if (letter === 'v') tells = true;
        else if (letter === 'f') file = args[++index] ?? '-';
        else if (letter === 'C') directory = args[++index];
      }
    }
  }
  return { mode, file, directory, zipped, tells, paths };
}

function collect(files: FileSystem, place: string, path: string, entries: Entry[]): void {
  const node = files.find(place);
  if (node?.type === 'file') entries.push({ path, mode: node.mode, content: node.content });
  if (node?.type !== 'directory') return;
  entries.push({ path, mode: node.mode });
  for (const name of files.list(place)) collect(files, join(place, name), `${path}/${name}`, entries);
}

export const gzip: Command = {
  names: ['gzip', 'gunzip', 'zcat'],
  *run(call) {
    const opens = call.name !== 'gzip' || call.args.some((word) => /^-\w*d/.test(word));
    const prints = call.name === 'zcat' || call.args.some((word) => /^-\w*c/.test(word));
    const keeps = call.args.some((word) => /^-\w*k/.test(word));
    const names = call.args.filter((word) => !word.startsWith('-'));
    const { files } = call.process.world;
    for (const name of names.length === 0 ? ['-'] : names) {
      const text = yield* get(call, name);
      if (text === undefined) return complain(call, `${name}: No such file or directory`);
      if (opens && !text.startsWith(gzipMark)) return complain(call, 'invalid magic');
      const result = opens ? text.slice(gzipMark.length) : gzipMark + text;
      if (name === '-' || prints) {
        call.output.write(result);
        continue;
      }
      put(call, opens ? name.replace(/\.gz$/, '').replace(/\.tgz$/, '.tar') : `${name}.gz`, result);
      if (!keeps) files.remove(pathOf(call, name), { user: call.process.user });
    }
    return 0;
  },
};

function* get(call: Call, name: string): Routine<string | undefined> {
  if (name === '-') return yield* readAll(call.input);
  const { files } = call.process.world;
  const path = pathOf(call, name);
  return files.find(path) ? files.read(path, call.process.user) : undefined;
}

function put(call: Call, name: string, text: string): void {
  if (name === '-') call.output.write(text);
  else call.process.world.files.write(pathOf(call, name), text, { user: call.process.user });
}
