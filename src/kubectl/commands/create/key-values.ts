/** Data of ConfigMaps and Secrets: `--from-literal`, `--from-file`, `--from-env-file`. */
import { normalised } from '../../arguments/files.ts';
import type { FlagSpec } from '../../arguments/flags.ts';
import type { Call } from '../../call.ts';
import { failWith } from '../../exit.ts';

export const keyValueFlags: readonly FlagSpec[] = [
  { name: 'from-literal', type: 'array' },
  { name: 'from-file', type: 'strings' },
  { name: 'from-env-file', type: 'strings' },
  { name: 'append-hash', type: 'bool' },
];

export function readKeyValues(call: Call): Record<string, string> {
  const data: Record<string, string> = Object.create(null);
  const put = (key: string, value: string) => {
    if (Object.hasOwn(data, key)) {
      failWith(
        `cannot add key "${key}", another key by that name already exists in Data for ConfigMap "${call.args[0]}"`,
      );
    }
    if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
      failWith(
        `"${key}" is not a valid key name for a ConfigMap: a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
      );
    }
    data[key] = value;
  };
  for (const source of call.flags.list('from-file')) {
    const at = source.indexOf('=');
    const path = at < 0 ? source : source.slice(at + 1);
    if (at === 0) failWith(`key name for file path ${path} missing`);
    for (const { name, text } of filesAt(call, path)) put(at > 0 ? source.slice(0, at) : name, text);
  }
  for (const source of call.flags.list('from-literal')) {
    const at = source.indexOf('=');
    if (at <= 0) failWith(`invalid literal source ${source}, expected key=value`);
    put(source.slice(0, at), source.slice(at + 1));
  }
  for (const path of call.flags.list('from-env-file')) {
    const text = call.around.folder.read(normalised(path));
    if (text === undefined) failWith(`error reading ${path}: no such file or directory`);
    for (const line of text.split('\n')) {
      const trimmed = line.trim();
      if (trimmed === '' || trimmed.startsWith('#')) continue;
      const at = trimmed.indexOf('=');
      if (at > 0) put(trimmed.slice(0, at), trimmed.slice(at + 1));
    }
  }
  return data;
}

/** One file, or the files of a folder. */
function filesAt(call: Call, path: string): readonly { readonly name: string; readonly text: string }[] {
  const { folder } = call.around;
  const name = normalised(path);
  const text = folder.read(name);
  if (text !== undefined) return [{ name: name.split('/').at(-1) as string, text }];
  const inside = folder
    .list()
    .filter((file) => file.startsWith(`${name}/`) && !file.slice(name.length + 1).includes('/'));
  if (inside.length === 0) failWith(`error reading ${path}: no such file or directory`);
  return inside.sort().map((file) => ({ name: file.slice(name.length + 1), text: folder.read(file) ?? '' }));
}
