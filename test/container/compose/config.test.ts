import { describe, expect, test } from 'vitest';
import { loadCompose } from '#container/compose/load.ts';

const load = (text: string, environment: Readonly<Record<string, string>> = {}) =>
  loadCompose(text, {
    filename: 'compose.yaml',
    folder: '/app',
    home: '/root',
    projectName: 'app',
    environment,
    profiles: [],
  });

/** What a service written so becomes; `image: nginx` and the default network are taken as read. */
function checkService(body: string, wanted: object, environment: Readonly<Record<string, string>> = {}): void {
  const indented = body.replace(/^/gm, '    ');
  const loaded = load(`services:\n  web:\n    image: nginx\n${indented}\nvolumes: {datos: }\n`, environment);
  const plain = JSON.parse(JSON.stringify(loaded));
  expect(plain).toEqual({ ok: true, value: expect.anything() });
  const { image: _, networks: __, ...rest } = plain.value.services.web;
  expect(rest).toEqual(wanted);
}

function checkRefused(
  text: string,
  message: string | RegExp,
  environment: Readonly<Record<string, string>> = {},
): void {
  const loaded = load(text, environment);
  expect(loaded.ok ? 'accepted' : loaded.error).toEqual(
    typeof message === 'string' ? message : expect.stringMatching(message),
  );
}

const web = (body: string) => `services:\n  web:\n    image: nginx\n    ${body}\n`;

test('short ports are written out, ranges one by one', () => {
  const port = (more: object) => ({ mode: 'ingress', protocol: 'tcp', ...more });
  checkService('ports: ["8080:80"]', { ports: [port({ target: 80, published: '8080' })] });
  checkService('ports: [80]', { ports: [port({ target: 80 })] });
  checkService('ports: ["127.0.0.1:53:53/udp"]', {
    ports: [port({ host_ip: '127.0.0.1', target: 53, published: '53', protocol: 'udp' })],
  });
  checkService('ports: ["3000-3001:80-81"]', {
    ports: [port({ target: 80, published: '3000' }), port({ target: 81, published: '3001' })],
  });
  checkService('ports: ["8000-8009:80"]', { ports: [port({ target: 80, published: '8000-8009' })] });
});

test('without quotes and in base 60 nothing happens to a port: Compose reads YAML 1.2', () => {
  checkService('ports: [56:40]', { ports: [{ mode: 'ingress', protocol: 'tcp', target: 40, published: '56' }] });
  checkService('environment: {SI: yes, OCTAL: 0644}', { environment: { SI: 'yes', OCTAL: '420' } });
});

test('a path is a folder of the host, a name is a volume', () => {
  checkService('volumes: ["./a:/b:ro"]', {
    volumes: [{ type: 'bind', source: '/app/a', target: '/b', read_only: true, bind: {} }],
  });
  checkService('volumes: ["datos:/b/"]', { volumes: [{ type: 'volume', source: 'datos', target: '/b', volume: {} }] });
  checkService('volumes: [/datos]', { volumes: [{ type: 'volume', target: '/datos', volume: {} }] });
  checkRefused(web('volumes: ["otro:/b"]'), 'service "web" refers to undefined volume otro: invalid compose project');
});

test.each([
  ['${A}', 'x'],
  ['$A-$B', 'x-'],
  ['${B:-y}', 'y'],
  ['${E-y}', ''],
  ['${E:-y}', 'y'],
  ['${A:+z}', 'z'],
  ['${B+z}', ''],
  ['${B:-${A}1}', 'x1'],
  ['$$A', '$A'],
  ['${A:?no}', 'x'],
])('%s is replaced', (written, read) => {
  checkService(`hostname: "h${written}"`, { hostname: `h${read}` }, { A: 'x', E: '' });
});

test('a variable that must be there is asked for with the author’s words', () => {
  checkRefused(
    web('hostname: ${B:?dinos cuál}'),
    'error while interpolating services.web.hostname: required variable B is missing a value: dinos cuál',
  );
  checkRefused(web('hostname: "${"'), /^invalid interpolation format for services\.web\.hostname\./);
});

test('durations and sizes are normalised, and bad ones told with their place', () => {
  checkService('stop_grace_period: 90s\nmem_limit: 1.5g', { stop_grace_period: '1m30s', mem_limit: '1610612736' });
  checkRefused(web('mem_limit: 5x'), /'services\[web\]\.mem_limit' invalid suffix: 'x'$/);
  checkRefused(web('stop_grace_period: 5'), 'validating compose.yaml: services.web.stop_grace_period must be a string');
  checkRefused(web('stop_grace_period: 5 apples'), /unknown unit " apples" in duration "5 apples"$/);
});

test('the mistake deepest inside is the one that is told', () => {
  checkRefused(web('prots: [80]'), 'validating compose.yaml: services.web.prots false schema');
  checkRefused(
    web('healthcheck: {interval: 5s, retires: 3}'),
    "validating compose.yaml: services.web.healthcheck additional properties 'retires' not allowed",
  );
  checkRefused(
    web('depends_on: {db: {condition: lista}}'),
    /value must be one of 'service_started', 'service_healthy', 'service_completed_successfully'$/,
  );
  checkRefused('services: [web]\n', 'services must be a mapping');
  checkRefused('Services: {}\n', "validating compose.yaml:  additional properties 'Services' not allowed");
  checkRefused('# nada\n', 'empty compose file');
});

test('anchors, merge keys and x- fields save repetition', () => {
  checkService('<<: {restart: always, tty: true}\ntty: false', { restart: 'always' });
  const loaded = load('x-a: &a {image: q}\nservices: {web: *a, db: {<<: *a, restart: "no"}}\n');
  expect(loaded.ok && loaded.value.services['db']).toMatchObject({ image: 'q', restart: 'no' });
  expect(loaded.ok && loaded.value['x-a']).toEqual({ image: 'q' });
});

test('extends lays a service over another of the file', () => {
  const loaded = load(
    'services:\n  base: {image: b, environment: {A: 1, B: 2}, ports: ["80:80"]}\n  web: {extends: base, environment: [B=3]}\n',
  );
  expect(loaded.ok && loaded.value.services['web']).toMatchObject({
    image: 'b',
    environment: { A: '1', B: '3' },
    ports: [{ target: 80 }],
  });
  checkRefused(
    'services:\n  web: {extends: nadie}\n',
    'cannot extend service "web" in compose.yaml: service "nadie" not found',
  );
  checkRefused('services:\n  a: {extends: b}\n  b: {extends: a}\n', /^circular reference/i);
});

test('a later document of the file changes an earlier one; !reset and !override say how', () => {
  const loaded = load(
    'services: {web: {image: a, ports: ["1:1"], environment: {A: 1}}}\n---\nservices: {web: {ports: !override ["2:2"], environment: !reset {}}}\n',
  );
  expect(loaded.ok && loaded.value.services['web']).toEqual({
    image: 'a',
    networks: { default: null },
    ports: [{ mode: 'ingress', target: 2, published: '2', protocol: 'tcp' }],
  });
});

test('services that wait for one another are refused, and so is what does not exist', () => {
  checkRefused(
    'services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: [a]}\n',
    'dependency cycle detected: a -> b -> a',
  );
  checkRefused(web('depends_on: [db]'), 'service "web" depends on undefined service "db": invalid compose project');
  checkRefused(web('networks: [red]'), 'service "web" refers to undefined network red: invalid compose project');
  checkRefused(
    web('network_mode: host\n    networks: [default]'),
    /declares mutually exclusive `network_mode` and `networks`/,
  );
});

test('a service of a profile that is not active is left out', () => {
  const loaded = load('services:\n  a: {image: x}\n  b: {image: y, profiles: [pruebas]}\n');
  expect(loaded.ok && Object.keys(loaded.value.services)).toEqual(['a']);
});

test('keys that occur twice, keys that are no text and broken YAML are refused with the line', () => {
  checkRefused('services:\n  a: {image: x}\n  a: {image: y}\n', /mapping key "a" already defined at line 2/);
  checkRefused('services:\n  8: {image: x}\n', 'non-string key in services: 8');
  checkRefused('services:\n  a: {image: "x}\n', /^failed to parse compose\.yaml: yaml: /);
  checkRefused('services:\n\ta: 1\n', /^failed to parse compose\.yaml: yaml: .*tab/);
});

test('hostile files end with an answer', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
    .split('')
    .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`)}]`)
    .join('\n')}\n`;
  checkRefused(bomb, /excessive aliasing|exceeds/);
  checkRefused(`services: ${'{a: '.repeat(5000)}`, /^failed to parse/);
  const loaded = load('services:\n  __proto__: {image: x}\n  constructor: {image: y}\n');
  expect(loaded.ok && Object.keys(loaded.value.services).sort()).toEqual(['__proto__', 'constructor']);
  checkRefused(web('healthcheck: {test: [__proto__]}'), /healthcheck\.test must start/);
});

/** Files of a folder, by path below /app; the first is the project's. */
function checkFiles(
  files: Readonly<Record<string, string>>,
  wanted: object | RegExp,
  options: Partial<Parameters<typeof loadCompose>[1]> = {},
): void {
  const [[name = '', text = ''] = []] = Object.entries(files);
  const loaded = loadCompose(text, {
    filename: `/app/${name}`,
    folder: '/app',
    home: '/root',
    environment: {},
    profiles: [],
    readFile: (path) => files[path.replace(/^\/app\//, '')],
    ...options,
  });
  if (wanted instanceof RegExp) expect(loaded.ok ? 'accepted' : loaded.error).toMatch(wanted);
  else expect(JSON.parse(JSON.stringify(loaded))).toMatchObject({ ok: true, value: wanted });
}

describe('more than one file', () => {
  const web = 'services: {web: {image: nginx, environment: {A: "1", B: "2"}, ports: ["80:80"]}}';
  test('a file laid over another adds to it and replaces single values', () =>
    checkFiles(
      { 'compose.yaml': web },
      { services: { web: { image: 'nginx:1.27', environment: { A: '1', B: '3' }, ports: [{}, {}] } } },
      {
        overrides: [
          {
            filename: '/app/compose.override.yaml',
            text: 'services: {web: {image: "nginx:1.27", environment: {B: "3"}, ports: ["81:81"]}}',
          },
        ],
      },
    ));
  test('a service of another file is extended, with its own paths', () =>
    checkFiles(
      {
        'compose.yaml': 'services: {web: {extends: {file: common/base.yaml, service: app}, image: nginx}}',
        'common/base.yaml':
          'services: {app: {image: busybox, volumes: ["./data:/data"], env_file: [app.env], extends: {service: root}}, root: {restart: always}}',
        'common/app.env': 'X=1\n',
      },
      { services: { web: { image: 'nginx', restart: 'always', volumes: [{ source: '/app/common/data' }] } } },
    ));
  test('what cannot be extended is said', () => {
    const text = 'services: {web: {extends: {file: base.yaml, service: app}}}';
    checkFiles({ 'compose.yaml': text }, /open \/app\/base.yaml: no such file or directory/);
    checkFiles(
      { 'compose.yaml': text, 'base.yaml': 'services: {x: {image: a}}' },
      /service "app" not found in \/app\/base.yaml/,
    );
    checkFiles(
      { 'compose.yaml': text, 'base.yaml': 'services: {app: {extends: {file: compose.yaml, service: web}}}' },
      /circular reference/,
    );
  });
  test('another project is included, with its own folder and variables', () =>
    checkFiles(
      {
        'compose.yaml': 'include: [db/compose.yaml]\nservices: {web: {image: nginx, depends_on: [db]}}',
        'db/compose.yaml':
          'services: {db: {image: "postgres:${TAG}", volumes: ["./init:/init", "data:/var"]}}\nvolumes: {data: }',
        'db/.env': 'TAG=17 # the newest\n',
      },
      {
        services: { web: {}, db: { image: 'postgres:17', volumes: [{ source: '/app/db/init' }, { source: 'data' }] } },
      },
    ));
  test('two meanings of one name are refused, and rings', () => {
    checkFiles(
      {
        'compose.yaml': 'include: [a.yaml]\nservices: {db: {image: nginx}}',
        'a.yaml': 'services: {db: {image: mysql}}',
      },
      /services.db conflicts with imported resource/,
    );
    checkFiles(
      { 'compose.yaml': 'include: [a.yaml]\nservices: {db: {image: nginx}}', 'a.yaml': 'include: [compose.yaml]' },
      /include cycle detected/,
    );
  });
  test('profiles decide which services count', () => {
    const text = 'services: {web: {image: nginx}, tools: {image: busybox, profiles: [debug]}}';
    checkFiles({ 'compose.yaml': text }, { services: { web: {} } });
    checkFiles({ 'compose.yaml': text }, { services: { web: {}, tools: {} } }, { profiles: ['debug'] });
  });
});
