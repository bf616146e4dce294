/**
 * Where a server reads a setting: its command line, else its environment, else a configuration file (`key=value` lines or
 * YAML's `key: value`, a list under the key included), else what it takes by itself.
 */
import { join } from '../files/paths.ts';
import type { Setting } from '../image.ts';
import type { Process } from '../process.ts';
import { argumentOf } from './speaker.ts';

export function settingOf(process: Process, setting: Setting | undefined): string {
  if (!setting) return '';
  for (const name of setting.arguments) {
    const given = argumentOf(process, name);
    // `--wsrep-new-cluster` alone is an option that is on.
    if (process.argv.includes(name) && (given === undefined || given.startsWith('-'))) return 'on';
    if (given !== undefined) return given;
  }
  for (const name of setting.environment) {
    const given = process.environment.get(name);
    if (given !== undefined) return given;
  }
  for (const { path, key } of setting.files) {
    for (const text of textsAt(process, path)) {
      const given = valueIn(text, key);
      if (given !== undefined) return given;
    }
  }
  return setting.otherwise;
}

/** `gcomm://a,b`, `["a", "b"]`, `server.1=a:2888:3888;2181 server.2=b:…`: the bare names. */
export function namesIn(value: string): string[] {
  return value
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[[\]"']/g, '')
    .split(/[\s,]+/)
    .map((word) => word.replace(/^server\.\d+=/, '').replace(/[:;?/].*$/, ''))
    .filter((word) => word !== '');
}

export function isOn(value: string): boolean {
  return /^(1|on|yes|true)$/i.test(value);
}

/** The file, or all files of the directory in the order of their names. */
export function textsAt(process: Process, path: string): string[] {
  const { files } = process.world;
  const node = files.find(path);
  if (node?.type === 'file') return [node.content];
  if (node?.type !== 'directory') return [];
  return files.list(path).flatMap((name) => {
    const inside = files.find(join(path, name));
    return inside?.type === 'file' ? [inside.content] : [];
  });
}

function valueIn(text: string, key: string): string | undefined {
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const [, name = '', value = ''] = /^\s*([\w.-]+)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    if (name.replaceAll('-', '_') !== key.replaceAll('-', '_')) continue;
    if (value !== '') return value.replace(/^(["'])(.*)\1$/, '$2');
    const items: string[] = [];
    for (const next of lines.slice(index + 1)) {
      const item = /^\s*-\s+(.*?)\s*$/.exec(next)?.[1];
      if (item === undefined) break;
      items.push(item);
    }
    return items.join(',');
  }
  return undefined;
}
