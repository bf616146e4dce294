/** `readyz why POD -f FILES…`: what every scheduler plugin says of every node, for a pod of the given manifests. */
import { type Command, UsageError } from '../command.ts';

export const why: Command = {
  name: 'why',
  summary: {
    es: 'explica por qué el planificador pone un Pod en un nodo, o en ninguno',
    en: 'explain why the scheduler puts a Pod on a node, or on none',
  },
  examples: [
    {
      line: 'readyz why web -f deployment.yaml',
      meaning: { es: 'explica el primer Pod de web en tres nodos', en: 'explain the first Pod of web on three nodes' },
    },
    {
      line: 'readyz why db-0 -f db.yaml --nodes nodes.yaml',
      meaning: { es: 'en los nodos de un archivo', en: 'on the nodes of a file' },
    },
  ],
  parameters: [
    {
      name: 'POD',
      meaning: {
        es: 'nombre del Pod, o el comienzo de su nombre',
        en: "the Pod's name, or how it begins",
      },
    },
  ],
  flags: {
    file: {
      meaning: { es: 'archivo de manifiestos; se puede repetir', en: 'file of manifests; may be repeated' },
      value: 'FILE',
      short: 'f',
      repeated: true,
    },
    nodes: {
      meaning: {
        es: 'archivo YAML con los nodos: una lista de name, labels, taints y capacity',
        en: 'file of the nodes in YAML: a list of name, labels, taints and capacity',
      },
      value: 'FILE',
    },
    output: {
      meaning: {
        es: 'cómo se escribe el resultado; en un terminal se abre una pantalla',
        en: 'how the result is written; in a terminal a screen opens',
      },
      value: 'FORMAT',
      oneOf: ['text', 'json'],
      short: 'o',
    },
  },
  async run(argv, io) {
    const [pod] = argv.positionals;
    const files = argv.all('file');
    if (pod === undefined || files.length === 0) {
      throw new UsageError({
        es: 'Faltan los manifiestos: readyz why POD -f ARCHIVO',
        en: 'The manifests are missing: readyz why POD -f FILE',
      });
    }
    const { whyPod } = await import('../why/why-pod.ts');
    const here = io.in.isTTY && io.out.isTTY ? 'screen' : 'text';
    const output = (argv.value('output') as 'text' | 'json' | undefined) ?? here;
    return whyPod({ pod, files, nodes: argv.value('nodes'), output }, io);
  },
};
