import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type ComposeConfig, loadCompose } from '#container/compose/load.ts';
import { compose } from '#container/compose/project/compose.ts';
import { ComposeProject } from '#container/compose/project/compose-project.ts';
import { notSimulated } from '#container/compose/project/not-simulated.ts';
import type { DockerAnswer } from '#container/docker/verb.ts';
import { Coroutine } from '#simulation/coroutine.ts';
import { Terminal } from '../docker/docker-under-test.ts';

/** A folder with one compose.yaml, which may change between two lines. */
class Folder extends Terminal {
  #config: ComposeConfig | undefined;

  write(text: string, filename = 'compose.yaml'): void {
    const refused = this.tryToWrite(text, filename);
    if (refused !== undefined) throw new Error(refused);
  }

  /** Why it is refused. */
  tryToWrite(text: string, filename: string): string | undefined {
    const options = { filename, folder: '/app', home: '/root', projectName: 'app', environment: {}, profiles: [] };
    const loaded = loadCompose(text, options);
    if (!loaded.ok) return loaded.error;
    this.#config = loaded.value;
    return undefined;
  }

  get config(): ComposeConfig {
    return this.#config as ComposeConfig;
  }

  compose(line: string): DockerAnswer {
    const project = new ComposeProject({
      config: this.config,
      host: this.host,
      readFile: () => 'A=1\n',
      environment: {},
    });
    let answer: DockerAnswer | undefined;
    new Coroutine(compose(project, line.split(' ')), (result) => {
      answer = result;
    }).start();
    this.host.clock.advance(3600_000, { until: () => answer !== undefined });
    if (!answer) throw new Error(`no end within an hour: ${line}`);
    return answer;
  }

  does(line: string, ...said: readonly string[]): void {
    const { errors, exitCode } = this.compose(line);
    expect({
      exitCode,
      errors: errors
        .trimEnd()
        .split('\n')
        .filter((each) => each !== '')
        .map((each) => each.trim()),
    }).toEqual({ exitCode: 0, errors: said });
  }

  names(): readonly string[] {
    return this.host.containers.map(({ name }) => name).sort();
  }
}

const sleeper = 'busybox:1.36, command: [sleep, "100000"], stop_grace_period: 1s';

test('up makes what is missing and leaves alone what is as declared', () => {
  const folder = new Folder();
  folder.write(`services: {web: {image: ${sleeper}}}\nvolumes: {datos: }\n`);
  folder.does(
    'up -d',
    'Network app_default  Created',
    'Volume app_datos  Created',
    'Container app-web-1  Created',
    'Container app-web-1  Started',
  );
  const [before] = folder.host.containers;
  folder.does('up -d');
  expect(folder.host.containers).toEqual([before]);
});

test('what changed in the file is made anew, the rest goes on', () => {
  const folder = new Folder();
  folder.write(`services: {web: {image: ${sleeper}}, db: {image: ${sleeper}}}\n`);
  folder.compose('up -d');
  const database = folder.host.find('app-db-1');
  folder.write(`services: {web: {image: ${sleeper}, environment: {A: 2}}, db: {image: ${sleeper}}}\n`);
  folder.does('up -d', 'Container app-web-1  Recreated', 'Container app-web-1  Started');
  expect(folder.host.find('app-db-1')).toBe(database);
});

test('a container that somebody removed or stopped comes back', () => {
  const folder = new Folder();
  folder.write(`services: {web: {image: ${sleeper}, scale: 2}}\n`);
  folder.compose('up -d');
  folder.says('docker rm -f app-web-1', 'app-web-1');
  folder.does('up -d', 'Container app-web-1  Created', 'Container app-web-1  Started');
  folder.does('up -d --scale web=1', 'Container app-web-2  Removed');
  expect(folder.names()).toEqual(['app-web-1']);
});

test('stop keeps the containers and what they wrote, down removes them, volumes stay without -v', () => {
  const folder = new Folder();
  folder.write(`services: {web: {image: ${sleeper}, volumes: ["datos:/d"]}}\nvolumes: {datos: }\n`);
  folder.compose('up -d');
  folder.says("docker exec app-web-1 sh -c 'echo 1 > /nota; echo 2 > /d/dato'", '');
  folder.does('stop', 'Container app-web-1  Stopped');
  folder.does('start', 'Container app-web-1  Started');
  folder.says('docker exec app-web-1 cat /nota', '1');
  folder.does('down', 'Container app-web-1  Stopped', 'Container app-web-1  Removed', 'Network app_default  Removed');
  folder.compose('up -d');
  folder.refuses('docker exec app-web-1 cat /nota', 1, /No such file/);
  folder.says('docker exec app-web-1 cat /d/dato', '2');
  folder.compose('down -v');
  expect(folder.host.volumes.size).toBe(0);
});

test('service_healthy waits until the database answers, and gives up when it never does', () => {
  const folder = new Folder();
  const file = (marker: string) => `services:
  web: {image: ${sleeper}, depends_on: {db: {condition: service_healthy}}}
  db:
    image: busybox:1.36
    command: [sh, -c, "sleep 22; touch /lista; sleep 100000"]
    stop_grace_period: 0s
    healthcheck: {test: test -f ${marker}, interval: 5s, retries: 6}
`;
  folder.write(file('/lista'));
  folder.compose('up -d');
  const [database, web] = ['app-db-1', 'app-web-1'].map((name) => folder.host.find(name)?.startedAtMs ?? 0);
  expect(((web as number) - (database as number)) / 1000).toBe(25);
  folder.compose('down');
  folder.write(file('/nunca'));
  expect(folder.compose('up -d')).toMatchObject({
    exitCode: 1,
    errors: expect.stringMatching(/dependency failed to start: container app-db-1 is unhealthy\n$/),
  });
  expect(folder.host.find('app-web-1')?.state).toBe('created');
});

test('service_completed_successfully waits for exit 0', () => {
  const folder = new Folder();
  const file = (code: number) =>
    `services:\n  web: {image: ${sleeper}, depends_on: {migra: {condition: service_completed_successfully}}}\n  migra: {image: busybox:1.36, command: [sh, -c, "sleep 7; exit ${code}"]}\n`;
  folder.write(file(0));
  expect(folder.compose('up -d').exitCode).toBe(0);
  folder.compose('down');
  folder.write(file(4));
  expect(folder.compose('up -d').errors).toMatch(/service "migra" didn't complete successfully: exit 4\n$/);
});

test('services find one another by name, secrets are files, a port in use is told', () => {
  const folder = new Folder();
  folder.write(
    `services:\n  web: {image: "nginx:1.27", ports: ["80:80"], secrets: [clave]}\n  cliente: {image: ${sleeper}, depends_on: [web]}\nsecrets: {clave: {file: ./clave.txt}}\n`,
  );
  folder.compose('up -d');
  folder.wait(10);
  folder.says('docker exec app-cliente-1 wget -q -O - http://web', /nginx/i);
  folder.says('docker exec app-web-1 cat /run/secrets/clave', 'A=1');
  expect(folder.compose('up -d --scale web=2').errors).toMatch(
    /Bind for 0\.0\.0\.0:80 failed: port is already allocated/,
  );
});

test('ps and logs tell who is there and who said what', () => {
  const folder = new Folder();
  folder.write(
    'services: {a: {image: "busybox:1.36", command: [sh, -c, "echo hola; sleep 9999"]}, b: {image: "busybox:1.36", command: [sh, -c, "sleep 1; exit 3"]}}\n',
  );
  folder.compose('up -d');
  folder.wait(5);
  expect(folder.compose('ps').output).toMatch(/^app-a-1 .* Up 5 seconds/m);
  expect(folder.compose('ps').output).not.toMatch(/app-b-1/);
  expect(folder.compose('ps -a').output).toMatch(/app-b-1 .*Exited \(3\) 4 seconds ago/);
  expect(folder.compose('logs').output).toBe('a-1  | hola\n');
  expect(folder.compose('logs c')).toMatchObject({ exitCode: 1, errors: 'no such service: c\n' });
});

const examples = path.resolve('../shared/corpus/awesome-compose');

test.skipIf(!existsSync(examples))('every example of awesome-compose comes up, or says why it does not', () => {
  const outcomes: string[] = [];
  for (const name of readdirSync(examples).sort()) {
    const file = path.join(examples, name, 'compose.yaml');
    if (!existsSync(file)) continue;
    const folder = new Folder();
    const refused = folder.tryToWrite(readFileSync(file, 'utf8'), file);
    if (refused !== undefined) {
      outcomes.push(`${name}: ${refused}`);
      continue;
    }
    expect(notSimulated(folder.config).every(({ es, en }) => es !== '' && en !== '')).toBe(true);
    const { exitCode, errors } = folder.compose('up -d');
    if (exitCode === 0) {
      expect(folder.host.containers.length, name).toBeGreaterThan(0);
      expect(
        folder.host.containers.every(({ startedAtMs }) => startedAtMs > 0),
        name,
      ).toBe(true);
    } else outcomes.push(`${name}: ${errors.trimEnd().split('\n').at(-1)}`);
  }
  for (const outcome of outcomes)
    expect(outcome).toMatch(
      /declared as external|dependency failed to start|didn't complete|not found|invalid spec|unable to start/,
    );
  expect(outcomes.length).toBeLessThan(5);
});
