/** Each kind of block as a person sees it, at a usual width and at the narrowest, compared with test/golden/terminal/. */
import path from 'node:path';
import { renderToString } from 'ink';
import { expect, test } from 'vitest';
import type { Text } from '#base/text.ts';
import type { Block } from '#engine/screen.ts';
import { BlockView } from '#terminal/blocks/index.tsx';
import { SettingContext } from '#terminal/setting.tsx';

const say = (es: string, en: string): Text => ({ es, en });

const blocks: { readonly [Kind in Block['kind']]: Extract<Block, { kind: Kind }> } = {
  heading: { kind: 'heading', text: say('Por qué', 'Why') },
  prose: {
    kind: 'prose',
    text: say(
      'Un equipo despliega `WordPress` con su base de datos. La web debe escalar a 3 réplicas\nsin que la base de datos se copie.\n\n• La imagen es `mariadb:11`, que tarda treinta minutos en arrancar y a la que hay que esperar.\n• El Service `db` ya existe.\n\n```yaml\nspec:\n  # tarda\n  command: ["sh", "-c", "until mariadb-admin ping --host=db --silent; do sleep 5; done"]\n\n  image: mariadb:11\n```\nY eso es todo.',
      'A team deploys `WordPress` with its database. The web must scale to 3 replicas\nand the database must not be copied.\n\n• The image is `mariadb:11`, which takes thirty minutes to start and has to be waited for.\n• The Service `db` exists.\n\n```sh\nkubectl get pods --selector=app=db --output=wide --all-namespaces --show-labels --watch\n```\nAnd that is all.',
    ),
  },
  notice: {
    kind: 'notice',
    tone: 'warning',
    text: say('El backup termina en 15 minutos.', 'The backup ends in 15 minutes.'),
  },
  choices: {
    kind: 'choices',
    options: [
      {
        id: 'one',
        text: say('Un solo `Pod` con los dos contenedores', 'One `Pod` with both containers'),
        chosen: true,
        mark: 'wrong',
      },
      {
        id: 'two',
        text: say(
          'Dos `Deployment`, uno para la web y otro para la base de datos, cada uno con su `Service`',
          'Two `Deployments`, one for the web and one for the database, each with its `Service`',
        ),
        chosen: false,
        mark: 'right',
      },
      { id: 'three', text: say('Un `DaemonSet`', 'A `DaemonSet`'), chosen: false, mark: 'none' },
    ],
  },
  manifest: {
    kind: 'manifest',
    title: say('Tu respuesta', 'Your answer'),
    yaml: 'apiVersion: v1\nkind: Pod # uno\nmetadata:\n  name: db\n  labels: {app: db}\nspec:\n  containers:\n  - name: db\n\timage: mariadb:11\n    args: ["--long-option-that-goes-on-and-on=1", "--another-long-option-that-goes-on=2"]\n',
    marks: [{ line: 9, column: 1, message: 'found a tab character that violates indentation' }],
  },
  errors: {
    kind: 'errors',
    errors: [
      {
        file: 'answer.yaml',
        line: 9,
        column: 1,
        message:
          'Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.container"',
        advice: say('¿Quisiste decir `containers`?', 'Did you mean `containers`?'),
      },
    ],
  },
  verdict: {
    kind: 'verdict',
    verdict: 'wrong',
    points: { points: 42.5, weight: 1, score: 0.5, hintFactor: 0.85, speedFactor: 1 },
    checks: [
      {
        id: 'restarts',
        passed: true,
        statement: say('No se reinicia mientras arranca', 'It is not restarted while it starts'),
        observed: say('0 reinicios', '0 restarts'),
        weight: 1,
      },
      {
        id: 'killed',
        passed: false,
        statement: say('Colgada, se reinicia en 120 s como mucho', 'Hung, it is restarted within 120 s'),
        observed: say('a los 180 s', 'after 180 s'),
        weight: 1,
      },
    ],
  },
  comparison: {
    kind: 'comparison',
    columns: [
      { title: say('A', 'A'), mark: 'wrong' },
      { title: say('B (tu respuesta)', 'B (your answer)'), mark: 'right' },
      { title: say('C', 'C'), mark: 'wrong' },
    ],
    rows: [
      {
        title: say(
          'Al escalar la web, la base de datos sigue siendo una',
          'When the web scales, there is still one database',
        ),
        cells: [
          { mark: 'wrong', text: say('3 bases de datos', '3 databases') },
          { mark: 'right', text: say('1 base de datos', '1 database') },
          { mark: 'none', text: say('—', '—') },
        ],
      },
    ],
  },
  timeline: {
    kind: 'timeline',
    title: say('Qué pasó con tu respuesta', 'What happened to your answer'),
    entries: [
      { seconds: 0, text: say('Se aplica tu respuesta', 'Your answer is applied'), tone: 'script' },
      { seconds: 41.9, text: say('`web-1` recibe tráfico', '`web-1` gets traffic'), tone: 'plain' },
      { seconds: 1800, text: say('la base de datos está lista', 'the database is ready'), tone: 'good' },
      {
        seconds: 5405,
        text: say(
          'se pierden 19 peticiones porque `web-1` aún no escucha',
          '19 requests are lost because `web-1` does not listen yet',
        ),
        tone: 'bad',
      },
    ],
    failedAt: 3,
  },
  table: {
    kind: 'table',
    columns: [
      say('Pregunta', 'Question'),
      say('Resultado', 'Result'),
      say('Puntos', 'Points'),
      say('Intentos', 'Attempts'),
    ],
    rows: [
      [
        say('Una base de datos lenta: ¿qué probe?', 'A slow database: which probe?'),
        say('✔ bien', '✔ right'),
        say('100', '100'),
        say('1', '1'),
      ],
      [say('¿Uno o dos Pods?', 'One Pod or two?'), say('sin responder', 'not answered'), say('0', '0'), say('0', '0')],
    ],
  },
  progress: { kind: 'progress', done: 2, total: 3, points: 1 },
  hint: {
    kind: 'hint',
    stage: 2,
    text: say(
      'Mira cuánto tarda el primer `livenessProbe` en fallar.',
      'Look how soon the first `livenessProbe` fails.',
    ),
  },
  links: {
    kind: 'links',
    links: [
      {
        title: say('Probes', 'Probes'),
        url: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
      },
    ],
  },
  menu: {
    kind: 'menu',
    items: [
      {
        id: 'a',
        title: say('¿Uno o dos Pods?', 'One Pod or two?'),
        detail: say('2. Pods · nivel 1 · 100 puntos', '2. Pods · level 1 · 100 points'),
        state: 'right',
      },
      {
        id: 'b',
        title: say('¿Deployment o StatefulSet?', 'Deployment or StatefulSet?'),
        detail: say('3. Controladores · nivel 2', '3. Controllers · level 2'),
        state: 'open',
      },
      {
        id: 'c',
        title: say('Una base de datos lenta', 'A slow database'),
        detail: say('4. Probes · nivel 3', '4. Probes · level 3'),
        state: 'wrong',
      },
      {
        id: 'd',
        title: say('Nueva', 'New'),
        detail: say('5. Volúmenes · nivel 3', '5. Volumes · level 3'),
        state: 'new',
      },
    ],
  },
  working: { kind: 'working', text: say('Poniendo en marcha tu respuesta…', 'Running your answer…') },
};

const settings = [
  { name: '80 columns, Spanish', language: 'es', unicode: true, columns: 80 },
  { name: '60 columns, English', language: 'en', unicode: true, columns: 60 },
  { name: '60 columns, Spanish, ASCII', language: 'es', unicode: false, columns: 60 },
] as const;

for (const block of Object.values(blocks)) {
  test(`${block.kind}: as its golden screens show it`, async () => {
    const selected = block.kind === 'menu' || block.kind === 'choices' ? 1 : undefined;
    const pictures = settings.map(
      ({ name, ...setting }) => `== ${name}\n${draw(block, { ...setting, rows: 24 }, selected)}`,
    );
    const golden = path.join(import.meta.dirname, '..', 'golden', 'terminal', `${block.kind}.txt`);
    await expect(`${pictures.join('\n\n')}\n`).toMatchFileSnapshot(golden);
  });

  test(`${block.kind}: no line is wider than the window, and nothing is lost in ASCII`, () => {
    for (const columns of [58, 80, 110]) {
      const lines = draw(block, { language: 'es', unicode: true, columns, rows: 24 }).split('\n');
      expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(columns - 2);
    }
    expect(draw(block, { language: 'es', unicode: false, columns: 80, rows: 24 })).toMatch(/^[\u0020-\u007e\n]*$/);
  });
}

test('a hostile text can do nothing in any block that shows it', () => {
  const evil = '\x1b[2J\u202egnp\x07';
  const hostile = JSON.parse(JSON.stringify(blocks), (_key, value) =>
    typeof value === 'object' && value !== null && 'es' in value ? { es: evil, en: evil } : value,
  ) as typeof blocks;
  for (const block of [...Object.values(hostile), { ...blocks.manifest, yaml: `kind: ${evil}` }]) {
    expect(draw(block, { language: 'es', unicode: true, columns: 80, rows: 24 })).not.toMatch(
      /[\x00-\x09\x0b-\x1f\u202e]/,
    );
  }
});

function draw(block: Block, setting: Parameters<typeof SettingContext>[0]['value'], selected?: number): string {
  const view = <BlockView block={block} {...(selected !== undefined && { selected })} />;
  // Two columns are the frame's margins.
  return renderToString(<SettingContext value={setting}>{view}</SettingContext>, { columns: setting.columns - 2 });
}

test('an answer as large as it may be is laid out at once, with the places that were marked', () => {
  const yaml = `${'a: b # c\n'.repeat(20_000)}${'x'.repeat(50_000)}\n`;
  const marks = [{ line: 15_000, column: 1, message: 'here it stumbles' }];
  const began = performance.now();
  const drawn = draw({ ...blocks.manifest, yaml, marks }, { language: 'en', unicode: true, columns: 80, rows: 24 });
  expect(performance.now() - began).toBeLessThan(2000);
  expect(drawn).toMatch(/^300 +a: b # c$/m);
  expect(drawn).toContain('… 14696 more lines');
  expect(drawn).toContain('^ here it stumbles');
});

test('of hundreds of errors the first ones are shown and the others counted', () => {
  const errors = Array.from({ length: 500 }, (_, index) => ({ ...blocks.errors.errors[0]!, line: index + 1 }));
  const drawn = draw({ kind: 'errors', errors }, { language: 'en', unicode: true, columns: 80, rows: 24 });
  expect(drawn).toContain('answer.yaml:30:1');
  expect(drawn).toContain('… and 470 more');
});

test('a text without end does not freeze the screen', () => {
  const text = say('a'.repeat(2_000_000), '');
  const drawn = draw({ kind: 'heading', text }, { language: 'es', unicode: true, columns: 80, rows: 24 });
  expect(drawn.replaceAll('\n', '')).toContain('… (+1996000)');
});
