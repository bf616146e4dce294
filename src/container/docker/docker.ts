/**
 * A line of docker on a host: `docker(host, ['run', '-d', '--name', 'web', 'nginx'])`. Words a shell has split already.
 */
import type { Routine } from '#simulation/coroutine.ts';
import { ComposeFault } from '../compose/compose-fault.ts';
import type { DockerHost } from './docker-host.ts';
import { type DockerAnswer, DockerUsage, said } from './verb.ts';
import { verbs } from './verbs/index.ts';

export function* docker(host: DockerHost, words: readonly string[]): Routine<DockerAnswer> {
  const [first = '', ...rest] = words[0] === 'container' ? words.slice(1) : words;
  const verb = verbs.find(({ name }) => name === first);
  if (!verb)
    return said('', `docker: unknown command: docker ${first}\n\nRun 'docker --help' for more information\n`, 1);
  try {
    const answer = verb.run(host, rest);
    return 'exitCode' in answer ? answer : yield* answer;
  } catch (fault) {
    // Ports, sizes and durations are read as Compose reads them, with its words.
    if (!(fault instanceof DockerUsage) && !(fault instanceof ComposeFault)) throw fault;
    const see = `\n\nRun 'docker ${first} --help' for more information\n`;
    return said('', `docker: ${fault.message}${see}`, first === 'run' ? 125 : 1);
  }
}
