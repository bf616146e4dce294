/** `readyz show ID`: all that an answer needs, without the answer: statement, given facts, fixed names, options, text to begin from. */
import type { Text } from '#base/text.ts';
import { sanitize } from '#terminal/sanitize.ts';
import { type Command, exitCodes } from '../command.ts';
import { outputFlag, writeJson } from '../output.ts';

export const show: Command = {
  name: 'show',
  summary: {
    es: 'muestra una pregunta: enunciado, datos y opciones',
    en: 'show a question: statement, facts and options',
  },
  examples: [
    {
      line: 'readyz show slow-database-which-probe',
      meaning: { es: 'el enunciado y lo que una respuesta necesita', en: 'the statement and what an answer needs' },
    },
    {
      line: 'readyz show wordpress-one-pod-or-two --output json',
      meaning: { es: 'lo mismo, para programas', en: 'the same, for programs' },
    },
  ],
  parameters: [
    {
      name: 'ID',
      meaning: { es: 'la pregunta (readyz list las muestra)', en: 'the question (readyz list shows them)' },
      suggests: 'questions',
    },
  ],
  flags: { output: outputFlag },

  async run(argv, io) {
    const { language } = io;
    const write = (text: string) => io.out.write(sanitize(text));
    const { openContent, findScenario } = await import('../wire.ts');
    const scenario = findScenario(await openContent(io), argv.positionals[0]!);
    const say = (text: Text) => text[language].trim();
    if (argv.value('output') === 'json') {
      const { id, version, type, topic, level, weight, hints, links, cluster } = scenario;
      writeJson(io.out, {
        ...{ id, version, type, topic, level, weight },
        section: say(scenario.section),
        title: say(scenario.title),
        statement: say(scenario.statement),
        given: scenario.given.map(say),
        namespace: cluster.namespace,
        objects: cluster.objects,
        hints: hints.length,
        links: links.map(({ title, url }) => ({ title: say(title), url })),
        ...('manifests' in scenario && { manifests: scenario.manifests }),
        ...('items' in scenario && { items: scenario.items.map(({ id, text }) => ({ id, text: say(text) })) }),
        ...('options' in scenario && { options: scenario.options?.map(({ id, text }) => ({ id, text: say(text) })) }),
        ...('starter' in scenario && { starter: scenario.starter }),
      });
      return exitCodes.success;
    }
    write(`${say(scenario.title)}\n\n${say(scenario.statement)}\n`);
    if (scenario.given.length > 0) write(`\n${scenario.given.map((fact) => `• ${say(fact)}\n`).join('')}`);
    if ('manifests' in scenario) write(`\n${scenario.manifests.trimEnd()}\n`);
    if ('starter' in scenario) {
      write(`\n${scenario.starter.trimEnd()}\n`);
      return exitCodes.success;
    }
    if ('items' in scenario) {
      write('\n');
      for (const { id, text } of scenario.items) write(`  ${id}: ${say(text)}\n`);
    }
    const options = ('options' in scenario ? scenario.options : undefined) ?? [];
    if (options.length > 0) write('\n');
    for (const { id, text } of options) write(`  ${id}: ${say(text)}\n`);
    const isList = ['multi', 'order', 'match'].includes(scenario.type);
    const example = isList ? `[${options[0]?.id}, …]` : (options[0]?.id ?? '…');
    write(
      language === 'es'
        ? `\nTu respuesta es un archivo con una línea, por ejemplo: answer: ${example}\n`
        : `\nYour answer is a file with one line, for example: answer: ${example}\n`,
    );
    return exitCodes.success;
  },
};
