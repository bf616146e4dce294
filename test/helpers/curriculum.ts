// The part of scenarios/README.md that tells what is there: topics by type and level, and the questions behind each heading of
// the course. `UPDATE=1 npm test -- test/content/curriculum` writes it anew.
import type { Scenario } from '#engine/scenario.ts';

/** A heading of the course in Spanish, and which sections of scenarios belong to it. */
interface Heading {
  readonly title: string;
  readonly sections: RegExp;
}

/** In the order of the course. A section may belong to several: ideas come back. */
const headings: readonly Heading[] = [
  { title: 'Concepto de contenedor', sections: /^Concepto de contenedor|^Límites de hardware/ },
  { title: 'Variables de entorno', sections: /^Variables de entorno/ },
  {
    title: 'Qué ocurre al crear un contenedor',
    sections:
      /^Qué ocurre cuando creamos|^docker create|^La vida de un contenedor|^Primer plano|^Procesos nuevos con exec|^docker run/,
  },
  { title: 'Imágenes de contenedores', sections: /^Imágenes/ },
  { title: 'Redes virtuales', sections: /su propia red|^Redes/ },
  { title: 'Persistencia de datos en contenedores', sections: /^Persistencia de datos/ },
  { title: 'Escenarios: cambiar de versión, perder una máquina, escalar', sections: /^Escenarios/ },
  {
    title: 'Para qué sirven los volúmenes',
    sections: /[Pp]ara qué sirven( los volúmenes)?$|^Inyectar archivos|^Logs en memoria/,
  },
  { title: 'Monitorización de contenedores', sections: /^Monitorización/ },
  { title: 'Cómo se sabe si un contenedor está vivo', sections: /^Monitorización|^Liveness/ },
  { title: 'Los logs de un contenedor', sections: /logs? de un contenedor/ },
  {
    title: '¿Basta con que el proceso corra?',
    sections:
      /^Que el proceso corra no basta|^Sondas|^Tres pruebas|^Escribir una sonda|^Cómo se prueba|^Readiness|^Startup/,
  },
  { title: 'Para qué sirven los contenedores', sections: /^Concepto de contenedor|^Escenarios/ },
  { title: 'YAML', sections: /^YAML$/ },
  {
    title: 'Docker Compose; imperativo y declarativo',
    sections: /^Docker Compose|^Imperativo y declarativo|^De Compose a Kubernetes/,
  },
  { title: 'Kubernetes', sections: /^Kubernetes: |^De Compose a Kubernetes|^Quién cuida de un pod/ },
  { title: 'Qué es un pod', sections: /^¿Qué es un pod\?|^Pods$|^WordPress: ¿un contenedor o dos\?/ },
  { title: 'Escenario: un sidecar que recoge los logs', sections: /sidecar|^Logs en memoria/ },
  { title: 'Contenedores en pods', sections: /^Contenedores en pods/ },
  {
    title: 'Cuándo se reinicia un contenedor',
    sections: /^Contenedores en pods|^Liveness|^Sondas|^La vida de un contenedor|^Se pierde un nodo/,
  },
  { title: 'Trabajos que acaban', sections: /^Programas que acaban|^Job/ },
  { title: 'Plano de control de Kubernetes', sections: /^El plano de control/ },
  { title: 'kubectl y sus verbos', sections: /^kubectl/ },
  { title: 'CRD y operadores', sections: /^CRD/ },
  { title: 'Deployment', sections: /^Deployment|^Cargas de trabajo|^Escalar/ },
  { title: 'StatefulSet', sections: /StatefulSet|^Elasticsearch|^MariaDB/ },
  { title: 'DaemonSet', sections: /DaemonSet/ },
  {
    title: 'Volúmenes en Kubernetes',
    sections:
      /^Volúmenes persistentes|^Almacenamiento|^Bloque, archivo y objeto|^Cómo se definen los volúmenes|^Ampliar volúmenes/,
  },
  {
    title: 'Cómo se definen los volúmenes',
    sections: /^Cómo se definen los volúmenes|^Volúmenes: para qué sirven|^Inyectar archivos/,
  },
  { title: 'ConfigMap y Secret', sections: /ConfigMap|Secret/ },
  { title: 'Comunicaciones internas: Service', sections: /^Service|^DNS de Kubernetes/ },
  { title: 'Comunicaciones externas', sections: /^NodePort/ },
  { title: 'Ingress Controller', sections: /Ingress Controller/ },
  { title: 'Ingress', sections: /^Ingress/ },
  { title: 'Cómo influir en el scheduler', sections: /^Planificación|^Namespaces|^Etiquetas de nodos|^Taints/ },
  {
    title: 'Monitorización y alta disponibilidad',
    sections:
      /^Se pierde un nodo|^Actualizar sin cortes|^PodDisruptionBudget|^Parar con cuidado|^Mantenimiento de nodos/,
  },
  {
    title: 'Actualizar sin dejar de dar servicio',
    sections:
      /olling update|^Recreate|^Volver atrás|^Una versión que no arranca|^Qué dispara|^Cuatro Apaches|^Cambiar de pareja|^Actualizar|readiness frena/,
  },
  {
    title: 'Que el proceso corra no es que el sistema esté sano',
    sections: /^Que el proceso corra no basta|^Sondas que empeoran|^Readiness/,
  },
  { title: 'Init containers', sections: /[Ii]nit container/ },
  { title: 'Jobs y CronJobs', sections: /Job/ },
  { title: 'Hay muchos tipos de software', sections: /tipos de software|^¿Job, init container/ },
  { title: 'Tengo un WordPress', sections: /WordPress/ },
  {
    title: 'De un namespace a un servicio de otro',
    sections: /^NetworkPolicy|^DNS de Kubernetes y namespaces|^Namespaces/,
  },
];

export const beginMark = '<!-- curriculum: written from the scenarios -->';

export interface Curriculum {
  readonly text: string;
  /** What an author has to mend. */
  readonly problems: readonly string[];
}

export function curriculum(scenarios: readonly Scenario[]): Curriculum {
  const problems: string[] = [];
  const rows = headings.map(({ title, sections }) => {
    const ids = scenarios.filter(({ section }) => sections.test(section.es)).map(({ id }) => id);
    if (ids.length === 0) problems.push(`the heading "${title}" has no question`);
    return `| ${title} | ${ids
      .sort()
      .map((id) => `\`${id}\``)
      .join(', ')} |`;
  });
  for (const { id, section } of scenarios) {
    if (headings.some(({ sections }) => sections.test(section.es))) continue;
    problems.push(`${id}: the section "${section.es}" belongs to no heading in test/helpers/curriculum.ts`);
  }
  const lines = [
    beginMark,
    '',
    '## What is there',
    '',
    'Written by `UPDATE=1 npm test -- test/content/curriculum`.',
    '',
    ...table(scenarios),
    '',
    ...figures(scenarios),
    '',
    '## Headings of the course and their questions',
    '',
    '| heading | questions |',
    '| --- | --- |',
    ...rows,
    '',
  ];
  return { text: lines.join('\n'), problems };
}

/** Topic by type, with the levels 1/2/3 in the last column. */
function table(scenarios: readonly Scenario[]): readonly string[] {
  const types = [...new Set(scenarios.map(({ type }) => type))].sort();
  const topics = [...new Set(scenarios.map(({ topic }) => topic))].sort();
  const row = (name: string, some: readonly Scenario[]) => {
    const count = (level: number) => some.filter((one) => one.level === level).length;
    const cells = types.map((type) => some.filter((one) => one.type === type).length || '');
    return `| ${[name, ...cells, some.length, [1, 2, 3].map(count).join(' / ')].join(' | ')} |`;
  };
  return [
    `| topic | ${types.join(' | ')} | all | level 1 / 2 / 3 |`,
    `| --- |${' --- |'.repeat(types.length + 2)}`,
    ...topics.map((topic) =>
      row(
        topic,
        scenarios.filter((one) => one.topic === topic),
      ),
    ),
    row('all', scenarios),
  ];
}

function figures(scenarios: readonly Scenario[]): readonly string[] {
  const written = scenarios.filter(({ type }) => type === 'short' || type === 'documented').length;
  const share = ((100 * written) / scenarios.length).toFixed(1);
  const words = (['es', 'en'] as const).map((language) => {
    const counts = scenarios.map(({ explanation }) => explanation[language].split(/\s+/).length).sort((a, b) => a - b);
    return `${counts[Math.floor(counts.length / 2)]} in the middle and ${counts.at(-1)} at most in ${language === 'es' ? 'Spanish' : 'English'}`;
  });
  return [
    `Written keys: ${written} of ${scenarios.length} (${share} %, a tenth at most). Words of an explanation: ${words.join(', ')}.`,
  ];
}
