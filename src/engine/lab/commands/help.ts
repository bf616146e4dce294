/** `help`, `help until`: what can be typed here; each command opens with examples. */
import { didYouMean } from '#base/did-you-mean.ts';
import type { Text } from '#base/text.ts';
import { composeVerbs } from '#container/compose/project/compose.ts';
import { verbs } from '#container/docker/verbs/index.ts';
import type { LabCall, LabCommand } from '../lab-command.ts';
import { toolNames } from '../workstation.ts';

const groups: readonly (readonly [LabCommand['group'], Text])[] = [
  ['time', { es: 'El tiempo', en: 'Time' }],
  ['faults', { es: 'Averías', en: 'Faults' }],
  ['looking', { es: 'Mirar', en: 'Looking' }],
  ['files', { es: 'Archivos', en: 'Files' }],
  ['session', { es: 'La sesión', en: 'The session' }],
];

export function helpCommand(all: () => readonly LabCommand[]): LabCommand {
  return {
    name: 'help',
    group: 'session',
    usage: '[COMMAND]',
    summary: { es: 'esta ayuda', en: 'this help' },
    examples: [['help until', { es: 'sobre una orden', en: 'on one command' }]],
    isLook: true,
    run(call: LabCall) {
      const [, name] = call.words;
      if (name === undefined) overview(call, all());
      else one(call, all(), name);
    },
    complete: () => [...all().map(({ name }) => name), ...guides.flatMap(({ names }) => names)],
  };
}

function overview(call: LabCall, all: readonly LabCommand[]): void {
  call.say({
    es: 'Un clúster simulado de Kubernetes v1.36 y una máquina con docker. El tiempo solo pasa cuando se lo pides.',
    en: 'A simulated Kubernetes v1.36 cluster and a machine with docker. Time passes only when you ask for it.',
  });
  call.print('\n');
  const lines: readonly (readonly [string, Text])[] = [
    [
      'kubectl … (k …)',
      { es: 'lo que teclearías en un clúster de verdad', en: 'what you would type at a real cluster' },
    ],
    ['docker …, docker compose …', { es: 'lo mismo, con docker', en: 'the same, with docker' }],
    ['cat, ls, grep, for, |, >, <<EOF', { es: 'una shell con sus herramientas', en: 'a shell with its tools' }],
    ['exit', { es: 'sale del laboratorio', en: 'leaves the lab' }],
  ];
  for (const [line, does] of lines) call.print(`  ${line.padEnd(34)}${does[call.language]}\n`);
  for (const [group, title] of groups) {
    call.print(`\n${title[call.language]}\n`);
    for (const command of all.filter((each) => each.group === group)) {
      call.print(`  ${`${command.name} ${shortUsage(command)}`.padEnd(34)}${command.summary[call.language]}\n`);
    }
  }
  call.print('\n');
  call.say({
    es: 'Más sobre una orden: help until · help docker · help shell · kubectl get --help',
    en: 'More on a command: help until · help docker · help shell · kubectl get --help',
  });
}

function shortUsage({ usage }: LabCommand): string {
  return usage.length > 24 ? '…' : usage;
}

function one(call: LabCall, all: readonly LabCommand[], name: string): void {
  const command = all.find((each) => each.name === name);
  if (!command) {
    const guide = guides.find(({ names }) => names.includes(name));
    if (guide) {
      guided(call, guide);
      return;
    }
    const near = didYouMean(name, [...all.map((each) => each.name), ...guides.flatMap(({ names }) => names)]);
    call.refuse(
      `no hay ninguna orden ${name}${near ? `; ¿quisiste decir ${near}?` : ''}`,
      `there is no command ${name}${near ? `; did you mean ${near}?` : ''}`,
    );
  }
  showExamples(call, command.examples);
  call.print(`\n${`${command.name} ${command.usage}`.trim()}\n${command.summary[call.language]}\n`);
}

function showExamples(call: LabCall, examples: LabCommand['examples']): void {
  const width = Math.max(...examples.map(([line]) => line.length)) + 2;
  for (const [line, does] of examples) call.print(`  ${line.padEnd(width)}${does[call.language]}\n`);
}

/** What is no command of the lab itself. */
interface Guide {
  readonly names: readonly string[];
  readonly examples: LabCommand['examples'];
  readonly summary: Text;
  /** All there are, under the summary. */
  readonly words?: readonly string[];
}

const guides: readonly Guide[] = [
  {
    names: ['kubectl', 'k'],
    examples: [
      ['kubectl create deployment web --image=nginx', { es: 'crea un Deployment', en: 'create a Deployment' }],
      ['kubectl apply -f web.yaml', { es: 'aplica un archivo tuyo (files)', en: 'apply a file of yours (files)' }],
      ['kubectl get pods -o wide', { es: 'qué hay y dónde', en: 'what there is, and where' }],
      ['kubectl explain pod.spec.containers', { es: 'qué significa un campo', en: 'what a field means' }],
    ],
    summary: {
      es: 'Responde como el de verdad. kubectl --help muestra todos los verbos; kubectl get --help, uno.',
      en: 'Answers as the real one does. kubectl --help shows all verbs; kubectl get --help, one.',
    },
  },
  {
    names: ['docker', 'docker-compose'],
    examples: [
      [
        'docker run -d --name web -p 8080:80 nginx',
        { es: 'un contenedor con un puerto', en: 'a container with a port' },
      ],
      ['curl localhost:8080', { es: 'llama a ese puerto', en: 'call that port' }],
      ['docker compose up -d', { es: 'levanta tu compose.yaml (files)', en: 'bring up your compose.yaml (files)' }],
    ],
    summary: {
      es: 'Una máquina con docker al lado del clúster. Estos verbos hay, y docker compose:',
      en: 'A machine with docker beside the cluster. It has these verbs, and docker compose:',
    },
    words: [...verbs.map(({ name }) => name), ...composeVerbs.map((name) => `compose ${name}`)],
  },
  {
    names: ['shell', 'bash'],
    examples: [
      ['kubectl get pods | grep web', { es: 'une dos órdenes', en: 'join two commands' }],
      ['for i in 1 2 3; do curl -s http://node-1:30080; done', { es: 'repite', en: 'repeat' }],
      ['cat > web.yaml <<EOF', { es: 'escribe un archivo, hasta EOF', en: 'write a file, up to EOF' }],
      ['POD=$(kubectl get pods -o name | head -1)', { es: 'guarda una respuesta', en: 'keep an answer' }],
    ],
    summary: { es: 'Una shell pequeña con estas herramientas:', en: 'A small shell with these tools:' },
    words: [...toolNames].sort(),
  },
  {
    names: ['exit', 'quit', 'logout'],
    examples: [['exit', { es: 'lo mismo que Ctrl-D', en: 'the same as Ctrl-D' }]],
    summary: { es: 'Sale del laboratorio.', en: 'Leaves the lab.' },
  },
];

const widestRow = 78;

function guided(call: LabCall, { examples, summary, words = [] }: Guide): void {
  showExamples(call, examples);
  call.print(`\n${summary[call.language]}\n`);
  let row = '';
  for (const word of words) {
    if (row.length + word.length > widestRow) {
      call.print(`  ${row.trimEnd()}\n`);
      row = '';
    }
    row += `${word}  `;
  }
  if (row !== '') call.print(`  ${row.trimEnd()}\n`);
}
