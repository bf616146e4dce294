/**
 * The ports that a web server's own configuration names: `listen 8080;` of nginx, `Listen 8080` of Apache, in its main file
 * and in those that it includes. Whoever mounts a configuration that says another port finds nobody at the usual one.
 */
import type { Process } from '../process.ts';
import { textsAt } from './setting.ts';

/** Undefined where the file is not there: then the server's usual port holds. */
export function configuredPorts(process: Process, path: string): readonly number[] | undefined {
  const node = process.world.files.find(path);
  if (node?.type !== 'file') return undefined;
  const texts = [node.content];
  for (const [, included = ''] of node.content.matchAll(/^\s*include(?:optional)?\s+([^\s;]+)/gim)) {
    texts.push(...textsAt(process, included.replace(/\/\*[^/]*$/, '')));
  }
  const ports = texts.flatMap((text) =>
    text
      .replace(/#.*/g, '')
      .split(/[\n;{}]/)
      .flatMap(portOf),
  );
  return [...new Set(ports)].filter((port) => port > 0 && port < 65_536);
}

/** One directive: `listen 8080 default_server`, `Listen 0.0.0.0:8080`. */
function portOf(directive: string): readonly number[] {
  const [name = '', where = ''] = directive.trim().split(/\s+/, 2);
  const port = /^(?:[\w.*]+:|\[[^\]]*\]:)?(\d+)$/.exec(where)?.[1];
  return name.toLowerCase() === 'listen' && port !== undefined ? [Number(port)] : [];
}
