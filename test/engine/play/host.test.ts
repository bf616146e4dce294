// Answers on a machine with docker: command lines and Compose files, what a script does to them, and what is seen.
import { describe, expect, test } from 'vitest';
import { readCommandLines } from '#engine/play/host/command-lines.ts';
import { check, checkMeasure, grading } from '../checks/run-check.ts';

const settled = (wanted: string, deeds = '', files = '{}') => `
world: docker
host: { files: ${files} }
script:
  - { step: answer }
  - { step: wait, seconds: 60, as: applied }
  ${deeds}
  - { step: wait, seconds: 60, as: end }
checks: [{ id: a, ${wanted} }]`;

const up = 'check: container-state, role: web, at: end, state: running';
const compose = (service: string) => `
services:
  web: { image: 'nginx:1.29', ${service} }
`;

describe('docker lines', () => {
  test('a container in the background runs on', () =>
    check(settled(up), 'docker run -d --name w -p 8080:80 nginx', { passed: true, seen: /^w: running$/ }));
  test('one in the foreground goes on in its terminal, and the next line is typed', () =>
    check(settled(`${up}, count: 2`), 'docker run nginx\ndocker run -d nginx', { passed: true, seen: /running y/ }));
  test('a line may be continued, quoted and commented', () =>
    check(
      settled(
        'check: command-output, at: seen, what: { es: eso, en: that }, contains: "a b"',
        '- { step: docker, lines: docker logs say, as: seen }',
      ),
      '# one\n$ docker run -d \\\n  --name say busybox sh -c "echo \'a b\'; sleep 99"',
      { passed: true, seen: /código 0: `a b`/ },
    ));
  test('what ended has its exit code', () => {
    const ended = 'check: container-state, role: job, at: end, state: exited, exitCode: 3';
    check(settled(ended), "docker run --label app=job busybox sh -c 'exit 3'", { passed: true, seen: /exited \(3\)$/ });
    checkMeasure(
      settled('').replace(/checks:.*/s, ''),
      'container-state, role: job, at: end, what: exit-code',
      "docker run --label app=job busybox sh -c 'exit 3'",
      3,
    );
  });
  test('a published port is open to the outside, an unpublished one is not', () => {
    const open = settled(
      'check: reachable-from-outside, role: web, at: called',
      '- { step: visit, role: web, through: host, port: 8080, as: called }',
    );
    check(open, 'docker run -d -p 8080:80 nginx', { passed: true, seen: /estado 200/ });
    check(open, 'docker run -d nginx', { passed: false, seen: /no contesta nadie/ });
  });
  test('a machine that restarts starts what should always run', () => {
    const setting = settled(up, '- { step: host-restarts }');
    check(setting, 'docker run -d --restart unless-stopped nginx', { passed: true, seen: /running$/ });
    check(setting, 'docker run -d nginx', { passed: false, seen: /exited/ });
  });
  test('a machine that is lost takes all with it; the same lines bring it back', () => {
    check(settled(up, '- { step: host-lost }'), 'docker run -d nginx', { passed: false, seen: /no hay ninguno/ });
    check(settled(up, '- { step: host-lost }\n  - { step: answer }'), 'docker run -d nginx', {
      passed: true,
      seen: /running/,
    });
  });
  test('what another command prints can be put into a line', () => {
    const gone = settled(
      'check: container-state, role: web, at: end, state: gone',
      "- { step: docker, lines: 'docker rm -f $(docker ps -aq)' }",
    );
    check(gone, 'docker run -d nginx\ndocker run -d nginx', { passed: true, seen: /no hay ninguno/ });
    check(gone, 'docker run -d nginx && docker stop $(docker ps -q)', { passed: true, seen: /no hay ninguno/ });
  });
  test('what is no line of docker is refused with its place', () => {
    const refused = (text: string) =>
      grading(settled(up), text).errors.map(({ line, message }) => `${line}: ${message}`);
    expect(refused('docker run -d nginx\nls -l')).toEqual(['2: ls: command not found']);
    expect(refused('docker ps | wc -l')).toEqual(['1: | is not understood here']);
    expect(refused('# nothing')).toEqual(['1: no command']);
    expect(refused('docker run "nginx')).toEqual(['1: " is not understood here']);
  });
  test('words are read as a shell would', () =>
    expect(
      readCommandLines('docker run -v "$PWD/a b":/x -e A=\'$B\' img && docker ps; docker ps', '').lines.map(
        ({ words, ifSucceeded }) => [ifSucceeded, ...words],
      ),
    ).toEqual([
      [false, 'docker', 'run', '-v', '/app/a b:/x', '-e', 'A=$B', 'img'],
      [true, 'docker', 'ps'],
      [false, 'docker', 'ps'],
    ]));
});

describe('Compose files', () => {
  test('a file comes up', () => check(settled(up), compose(''), { passed: true, seen: /^app-web-1: running$/ }));
  test('a service is a role by its name', () =>
    check(settled(up).replace('roles:', 'roles:'), compose('scale: 2'), {
      passed: true,
      seen: /app-web-1: running y app-web-2: running/,
    }));
  test('what a script does to it is done again by up', () => {
    const stopped = settled(up, '- { step: docker, lines: docker compose stop }');
    check(stopped, compose(''), { passed: false, seen: /exited/ });
    check(stopped.replace('compose stop', 'compose stop && docker compose up -d'), compose(''), {
      passed: true,
      seen: /running/,
    });
  });
  test('a volume survives down, and not down -v', () => {
    const kept = (down: string) =>
      settled(
        'check: command-output, at: read, what: { es: eso, en: that }, contains: kept',
        `- { step: docker, lines: "docker exec app-web-1 sh -c 'echo kept > /data/x'" }
  - { step: docker, lines: "docker compose ${down}" }
  - { step: docker, lines: "docker compose up -d" }
  - { step: docker, lines: "docker exec app-web-1 cat /data/x", as: read }`,
      );
    const file = `${compose("volumes: ['data:/data']")}volumes: { data: {} }\n`;
    check(kept('down'), file, { passed: true, seen: /kept/ });
    check(kept('down -v'), file, { passed: false, seen: /No such file/ });
  });
  test('files of the machine are mounted', () =>
    check(
      settled(
        'check: command-output, at: read, what: { es: eso, en: that }, contains: Hola',
        "- { step: docker, lines: 'docker exec app-web-1 cat /usr/share/nginx/html/index.html', as: read }",
        "{ html/index.html: '<h1>Hola</h1>' }",
      ),
      compose("volumes: ['./html:/usr/share/nginx/html:ro']"),
      { passed: true, seen: /Hola/ },
    ));
  test('a file that docker compose refuses is refused in its words', () => {
    const { verdict, errors } = grading(settled(up), 'services:\n  web: { imagen: nginx }\n');
    expect(verdict).toBe('refused');
    expect(errors[0]?.message).toContain('services.web.imagen');
  });
  test('a file whose first word is wrong and that cannot be read is still a file', () => {
    const { errors } = grading(settled(up), '# mine\n\nsservices:\n  web:\n    image: nginx\n   ports: 80\n');
    expect(errors.map(({ line, message }) => `${line} ${message}`)).toEqual([expect.stringMatching(/^6 .*yaml: /)]);
  });
});

describe('hostile answers', () => {
  const setting = settled(up);
  test.each([
    'docker run -d --restart always busybox false',
    `docker run -d ${'a'.repeat(5000)}`,
    'docker run -d -e __proto__=1 --label __proto__=2 --name __proto__ nginx',
    'docker exec -it nobody sh',
    'docker rm -f $(docker ps -aq)',
    'docker logs -f --tail 10 web',
    'docker run -v /:/host -v ../..:/x:ro -d nginx',
    Array.from({ length: 101 }, () => 'docker ps').join('\n'),
    Array.from({ length: 60 }, () => 'docker run -d nginx').join('\n'),
    'services: { web: { image: nginx, __proto__: { a: 1 }, ports: ["1-65535:1-65535"] } }',
    'services:\n  web: &a { image: nginx, depends_on: [web] }',
    'services: 7',
    'name: x',
    '\u0000docker run nginx',
    'docker run -d nginx \u202e\u0007',
    '\\',
  ])('%j gets a verdict', (text) => {
    const { verdict, errors } = grading(setting, text);
    expect(['right', 'wrong', 'refused']).toContain(verdict);
    for (const { message, line } of errors) expect([message.length > 0, line > 0]).toEqual([true, true]);
  });
});

describe('the picture of a machine', () => {
  /** What each container was in turn, and the lines about containers. */
  function checkPicture(
    deeds: string,
    answer: string,
    expected: { readonly lanes: readonly string[]; readonly lines: readonly string[] },
  ): void {
    const { run } = grading(settled(up, deeds), answer);
    expect(run?.picture?.world).toBe('docker');
    const lanes = run?.picture?.pods.map(({ name, spans }) => `${name}: ${spans.map(({ state }) => state).join(' ')}`);
    expect(lanes).toEqual(expected.lanes);
    const lines = run?.timeline.map(({ text }) => text.en).filter((line) => /ontainer \w+ |becomes/.test(line));
    expect(lines).toEqual(expected.lines);
  }

  test('a container that is stopped, started again and removed; another takes its name', () =>
    checkPicture(
      ['stop web', 'start web', 'rm -f web', 'run -d --name web nginx']
        .map((words) => `- { step: docker, lines: docker ${words} }\n  - { step: wait, seconds: 5 }`)
        .join('\n  '),
      'docker run -d --name web nginx',
      {
        lanes: ['web: ready stopping done ready gone ready'],
        lines: [
          'Container web starts',
          'Container web ends: code 0',
          'Container web starts',
          'Container web ends: code 137',
          'Container web starts',
        ],
      },
    ));
  test('one that ends badly again and again waits for each restart, and two rounds are told', () =>
    checkPicture('', "docker run -d --name w --restart on-failure:3 nginx sh -c 'sleep 5; exit 3'", {
      lanes: ['w: ready broken ready broken ready broken ready failed'],
      lines: ['Container w starts', 'Container w ends: code 3', 'Container w starts', 'Container w ends: code 3'],
    }));
  test('one with a health check is ready once it is found healthy', () =>
    checkPicture(
      "- { step: docker, lines: 'docker exec w rm /tmp/well' }",
      `docker run -d --name w --health-cmd 'test -f /tmp/well' --health-interval 5s --health-retries 2 nginx sh -c 'touch /tmp/well; sleep 999'`,
      {
        lanes: ['w: running ready running'],
        lines: ['Container w starts', 'w becomes healthy', 'w becomes unhealthy'],
      },
    ));
  test('a machine that is lost takes its containers with it', () =>
    checkPicture('- { step: host-lost }', 'docker run -d --name w nginx', {
      lanes: ['w: ready gone'],
      lines: ['Container w starts', 'Container w ends: code 137'],
    }));
});
