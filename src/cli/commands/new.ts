/** `readyz new scenario ID`: writes a starter that explains itself and that `readyz check` accepts. Nothing is overwritten. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Command, exitCodes, Trouble, UsageError } from '../command.ts';
import { quoted } from '../output.ts';

export const newFile: Command = {
  name: 'new',
  summary: { es: 'escribe el comienzo de una pregunta nueva', en: 'write the beginning of a new question' },
  examples: [
    {
      line: 'readyz new scenario my-first-question',
      meaning: {
        es: 'crea my-first-question.yaml y sus respuestas en la carpeta actual',
        en: 'creates my-first-question.yaml and its answers in the current folder',
      },
    },
  ],
  parameters: [
    {
      name: 'WHAT',
      meaning: {
        es: 'scenario, o schema: el JSON Schema para el editor',
        en: 'scenario, or schema: the JSON Schema for editors',
      },
    },
    {
      name: 'ID',
      meaning: { es: 'su nombre: minúsculas, cifras y guiones', en: 'its name: small letters, digits and hyphens' },
      optional: true,
    },
  ],
  flags: {},

  async run(argv, { out, cwd }) {
    const [what = '', id = ''] = argv.positionals;
    if (what === 'schema') {
      const { scenarioJsonSchema } = await import('#content/scenario-schema.ts');
      out.write(scenarioJsonSchema());
      return exitCodes.success;
    }
    if (what !== 'scenario') {
      throw new UsageError({
        es: `Se puede crear un scenario, o el schema; no ${quoted(what)}.`,
        en: `A scenario can be made, or the schema; not ${quoted(what)}.`,
      });
    }
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 60) {
      throw new UsageError({
        es: `El nombre lleva minúsculas, cifras y guiones, como "my-first-question"; no ${quoted(id)}.`,
        en: `A name has small letters, digits and hyphens, as "my-first-question" has; not ${quoted(id)}.`,
      });
    }
    const files: readonly (readonly [string, string])[] = [
      [`${id}.yaml`, scenario(id)],
      [path.join(`${id}.answers`, 'right-reference.yaml'), answer('80')],
      [path.join(`${id}.answers`, 'wrong-port.yaml'), `# fails: web-ready\n${answer('8080')}`],
    ];
    for (const [name, text] of files) {
      const file = path.join(cwd, name);
      try {
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, text, { flag: 'wx' });
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        throw new Trouble(
          code === 'EEXIST'
            ? { es: `${quoted(name)} ya existe y no se toca.`, en: `${quoted(name)} exists already and is left alone.` }
            : {
                es: `No se puede escribir ${quoted(name)}. (${message})`,
                en: `${quoted(name)} cannot be written. (${message})`,
              },
        );
      }
      out.write(`+ ${name}\n`);
    }
    out.write(`readyz check ${id}.yaml\n`);
    return exitCodes.success;
  },
};

function answer(port: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: nginx
      image: nginx:1.29
      readinessProbe: { httpGet: { path: /, port: ${port} } }
`;
}

function scenario(id: string): string {
  return `# ${id}: cambia los textos y el YAML, y pruébalo / change the texts and the YAML, and prove it:
#   readyz check ${id}.yaml
id: ${id}
version: 1             # súbela cuando cambie un veredicto / raise it when a verdict changes
topic: my-topic
level: 1               # 1, 2, 3
order: 1000            # lugar en el curso / place in the course
section: { es: Mi tema, en: My topic }
type: manifest         # choice, multi, manifest, fix, predict, short, order, match

title: { es: Un pod con readiness probe, en: A pod with a readiness probe }
statement:
  es: |
    Escribe un pod con \`nginx:1.29\` que solo esté listo cuando responda en el puerto 80.
  en: |
    Write a pod with \`nginx:1.29\` that is ready only once it answers on port 80.
given: []              # datos y nombres fijos / facts and fixed names

# Se muestra al empezar, y tiene que fallar / shown at the start, and has to fail
starter: |
  apiVersion: v1
  kind: Pod
  metadata: { name: web }
  spec:
    containers: []

hints:                 # hasta tres / up to three
  - { es: 'La sonda se escribe en el contenedor.', en: 'The probe is written in the container.' }
explanation:           # hasta 120 palabras / up to 120 words
  es: |
    Hasta que la readiness probe tiene éxito, el pod no recibe tráfico de sus Services.
  en: |
    Until the readiness probe succeeds, the pod gets no traffic from its Services.
links:
  - title: { es: Sondas, en: Probes }
    url: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/

cluster: { nodes: 1 }
roles:                 # quién hace qué, por imagen o etiqueta / who is who, by image or label
  web: { image: nginx, title: { es: la web, en: the website } }

script:                # src/engine/script/
  - { step: answer, as: applied }
  - { step: wait, seconds: 120 }

checks:                # src/engine/checks/
  - { id: web-ready, check: ready-within, role: web, from: applied, seconds: 60 }
`;
}
