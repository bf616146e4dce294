/** The beginning of a question: it explains itself, and `readyz check` accepts it as it is. */
import path from 'node:path';

/** Names of files below the folder it is written to, and what they hold. */
export function scenarioStarter(id: string, folder: string): readonly (readonly [string, string])[] {
  const file = path.posix.join(folder, `${id}.yaml`);
  const answers = path.posix.join(folder, `${id}.answers`);
  return [
    [file, scenario(id, file)],
    [path.posix.join(answers, 'right-reference.yaml'), answer('80')],
    [path.posix.join(answers, 'wrong-port.yaml'), `# fails: web-ready\n${answer('8080')}`],
  ];
}

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

function scenario(id: string, file: string): string {
  return `# ${id}: cambia los textos y el YAML, y pruébalo / change the texts and the YAML, and prove it:
#   readyz check ${file}
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
