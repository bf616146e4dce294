/** `help`, `help until`: what can be typed here; each command opens with examples. */
import { didYouMean } from '#base/did-you-mean.ts';
import type { Text } from '#base/text.ts';
import type { LabCall, LabCommand } from '../lab-command.ts';

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
    complete: () => all().map(({ name }) => name),
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
    es: 'Más sobre una orden: help until · kubectl get --help',
    en: 'More on a command: help until · kubectl get --help',
  });
}

function shortUsage({ usage }: LabCommand): string {
  return usage.length > 24 ? '…' : usage;
}

function one(call: LabCall, all: readonly LabCommand[], name: string): void {
  const command = all.find((each) => each.name === name);
  if (!command) {
    const near = didYouMean(
      name,
      all.map((each) => each.name),
    );
    call.refuse(
      `no hay ninguna orden ${name}${near ? `; ¿quisiste decir ${near}?` : ''}`,
      `there is no command ${name}${near ? `; did you mean ${near}?` : ''}`,
    );
  }
  const width = Math.max(...command.examples.map(([line]) => line.length)) + 2;
  for (const [line, does] of command.examples) call.print(`  ${line.padEnd(width)}${does[call.language]}\n`);
  call.print(`\n${command.name} ${command.usage}\n${command.summary[call.language]}\n`);
}
