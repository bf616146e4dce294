/** `readyz lab [SCENARIO]`: a prompt on a simulated cluster, or a script from a pipe. */
import { type Command, UsageError } from '../command.ts';
import { usualLab } from '../lab/usual-lab.ts';

export const lab: Command = {
  name: 'lab',
  summary: {
    es: 'abre un clúster simulado en el que teclear kubectl, docker y averías',
    en: 'open a simulated cluster to type kubectl, docker and faults at',
  },
  examples: [
    { line: 'readyz lab', meaning: { es: 'tres nodos y un prompt', en: 'three nodes and a prompt' } },
    {
      line: 'readyz lab slow-database-which-probe',
      meaning: { es: 'el clúster de una pregunta', en: 'the cluster of a question' },
    },
    {
      line: 'readyz lab < script.txt',
      meaning: { es: 'ejecuta un guion y muestra lo que se vería', en: 'run a script and show what one would see' },
    },
  ],
  parameters: [
    {
      name: 'SCENARIO',
      meaning: { es: 'pregunta cuyo clúster se abre', en: 'question whose cluster is opened' },
      optional: true,
      suggests: 'questions',
    },
  ],
  flags: {
    seed: { meaning: { es: 'la semilla de todo azar', en: 'the seed of all chance' }, value: 'NUMBER' },
    nodes: { meaning: { es: 'cuántos nodos (3)', en: 'how many nodes (3)' }, value: 'NUMBER' },
    load: { meaning: { es: 'recupera una sesión guardada', en: 'bring a saved session back' }, value: 'FILE' },
  },
  async run(argv, io) {
    const seed = whole(argv.value('seed') ?? String(usualLab.seed), '--seed', 2 ** 32);
    const nodes = whole(argv.value('nodes') ?? String(usualLab.nodes), '--nodes', 50);
    if (nodes === 0) {
      throw new UsageError({ es: 'Hace falta al menos un nodo.', en: 'At least one node is needed.' });
    }
    const { runLab } = await import('../lab/run-lab.ts');
    return runLab({ seed, nodes, scenario: argv.positionals[0], load: argv.value('load') }, io);
  },
};

function whole(text: string, flag: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= most) return value;
  throw new UsageError({
    es: `${flag} debe ser un número entero de 0 a ${most}`,
    en: `${flag} must be a whole number from 0 to ${most}`,
  });
}
