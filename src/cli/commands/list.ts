/** `readyz list`: the questions there are, in the order of the course. */
import { type Command, exitCodes } from '../command.ts';
import { outputFlag, writeJson } from '../output.ts';

export const list: Command = {
  name: 'list',
  summary: { es: 'muestra las preguntas que hay', en: 'show the questions there are' },
  examples: [
    {
      line: 'readyz list',
      meaning: { es: 'las preguntas, en el orden del curso', en: 'the questions, in the order of the course' },
    },
    { line: 'readyz list --output json', meaning: { es: 'lo mismo, para programas', en: 'the same, for programs' } },
  ],
  flags: { output: outputFlag },

  async run(argv, io) {
    const { out, language } = io;
    const { openContent } = await import('../wire.ts');
    const scenarios = (await openContent(io)).list();
    if (argv.value('output') === 'json') {
      writeJson(
        out,
        scenarios.map(({ id, version, type, topic, level, section, title, weight }) => ({
          ...{ id, version, type, topic, level, weight },
          section: section[language],
          title: title[language],
        })),
      );
      return exitCodes.success;
    }
    const widest = Math.max(0, ...scenarios.map(({ id }) => id.length));
    for (const { id, title } of scenarios) out.write(`${id.padEnd(widest)}  ${title[language]}\n`);
    return exitCodes.success;
  },
};
