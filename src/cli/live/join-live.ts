/** `readyz live join`: takes part from a terminal, line by line, so that any terminal and any screen reader can. */
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Language, Text } from '#base/text.ts';
import type { Answer } from '#engine/answer.ts';
import type { OwnView, QuestionView, Stage } from '#engine/live/live-views.ts';
import { arePicks } from '#engine/picks.ts';
import type { Block } from '#engine/screen.ts';
import { LiveClient } from '#server/live-client.ts';
import { sanitize } from '#terminal/sanitize.ts';
import { type ExitCode, exitCodes, type Io, Trouble } from '../command.ts';

export async function joinLive(
  io: Io,
  options: { readonly url: string; readonly code: string; readonly name: string },
): Promise<ExitCode> {
  const { language } = io;
  const write = (text: string) => io.out.write(sanitize(`${text}\n`));
  const client = new LiveClient(options.url, randomBytes(18).toString('base64url'));
  const joined = await client.join(options.code, options.name);
  if (!joined.ok) throw new Trouble(joined.error);
  write(say(language, `Estás dentro: ${joined.value}.`, `You are in: ${joined.value}.`));

  let now: { readonly stage: Stage; readonly own: OwnView } | undefined;
  let told = '';
  const ended = new AbortController();
  const lines = createInterface({ input: io.in });
  io.signal.addEventListener('abort', () => ended.abort(), { once: true });
  lines.on('line', async (line) => {
    const question = now?.stage.phase === 'question' ? now.stage.question : undefined;
    if (!question || !now)
      return write(say(language, 'Ahora no hay ninguna pregunta abierta.', 'There is no open question now.'));
    const answer = readAnswer(question, line);
    if (!answer) return write(howTo(question, language));
    const result = await client.answer(now.stage.position, question.round, answer);
    write(result.ok ? say(language, 'Respuesta guardada.', 'Answer saved.') : result.error[language]);
  });

  const following = client.follow(ended.signal, (state) => {
    const { stage, own } = state;
    if (!own) return;
    now = { stage, own };
    const what = `${stage.phase} ${stage.position} ${stage.question?.round} ${own.standing} ${stage.reveal?.voided}`;
    if (what === told) return;
    told = what;
    for (const line of tell(stage, own, language)) write(line);
    if (stage.phase === 'finished' || own.standing === 'kicked' || own.standing === 'banned') ended.abort();
  });
  const isUnknown = await following;
  lines.close();
  io.in.pause();
  if (isUnknown) write(say(language, 'Ya no estás en la sala.', 'You are no longer in the room.'));
  await sleep(0);
  return io.signal.aborted ? exitCodes.interrupted : exitCodes.success;
}

function tell(stage: Stage, own: OwnView, language: Language): readonly string[] {
  const { question } = stage;
  if (own.standing === 'waiting') return [say(language, 'Espera a que te dejen entrar.', 'Wait to be let in.')];
  if (own.standing !== 'in') return [say(language, 'Ya no estás en la sala.', 'You are no longer in the room.')];
  switch (stage.phase) {
    case 'lobby':
      return [say(language, 'Espera a que empiece.', 'Wait for the start.')];
    case 'question':
      if (!question) return [];
      return [
        '',
        `${stage.position + 1}/${stage.questionCount}  ${question.title[language]}`,
        ...question.blocks.flatMap((block) => blockLines(block, language)),
        ...question.choosable.flatMap((yaml, index) => [`--- ${letter(index)} ---`, yaml]),
        howTo(question, language),
      ];
    case 'closed':
      return [say(language, 'La pregunta está cerrada.', 'The question is closed.')];
    case 'revealed':
      if (!own.result) return [];
      return [
        verdicts[own.result.verdict][language],
        ...own.result.blocks.flatMap((block) => blockLines(block, language)),
        ...(stage.reveal?.blocks ?? []).flatMap((block) =>
          block.kind === 'choices' ? blockLines(block, language) : [],
        ),
        say(language, `Puntos: ${own.points}.`, `Points: ${own.points}.`),
      ];
    case 'explained':
      return (stage.reveal?.blocks ?? []).flatMap((block) =>
        block.kind === 'prose' ? blockLines(block, language) : [],
      );
    case 'vote':
    case 'chaos':
      return [...(stage.chaos?.blocks ?? []), ...(own.chaos?.blocks ?? [])].flatMap((block) =>
        blockLines(block, language),
      );
    case 'board':
    case 'finished':
      return [
        ...(stage.phase === 'finished' ? [say(language, 'El cuestionario ha terminado.', 'The quiz is over.')] : []),
        ...(stage.board ?? []).slice(0, 10).map(({ place, name, points }) => `${place}. ${name} — ${points}`),
        ...(own.place === undefined
          ? []
          : [
              say(
                language,
                `Tu puesto: ${own.place}. Puntos: ${own.points}.`,
                `Your place: ${own.place}. Points: ${own.points}.`,
              ),
            ]),
      ];
  }
}

function blockLines(block: Block, language: Language): readonly string[] {
  switch (block.kind) {
    case 'prose':
    case 'heading':
    case 'notice':
      return [block.text[language]];
    case 'choices':
      return block.options.map(
        ({ text, mark }, index) =>
          `${mark === 'right' ? '✔' : mark === 'wrong' ? '✘' : ' '} ${letter(index)}. ${text[language]}`,
      );
    case 'manifest':
      return [block.title[language], block.yaml];
    case 'timeline':
      return [
        block.title[language],
        ...block.entries.map(({ seconds, text }) => `${String(seconds).padStart(6)} s  ${text[language]}`),
      ];
    case 'verdict':
      return block.checks.map(
        ({ passed, statement, observed }) => `${passed ? '✔' : '✘'} ${statement[language]}: ${observed[language]}`,
      );
    case 'errors':
      return block.errors.map(({ line, column, message }) => `${line}:${column} ${message}`);
    default:
      return [];
  }
}

function howTo({ offers, choosable }: QuestionView, language: Language): string {
  const [offer] = offers;
  if (offer?.kind === 'choose') return say(language, 'Escribe una letra y Enter.', 'Type a letter and Enter.');
  if (offer?.kind === 'pick') {
    const slots = offer.slots.map((slot, index) => `${index + 1}. ${slot[language]}`);
    const how =
      offer.manner === 'set'
        ? say(language, 'Escribe las letras que elijas, como «A C».', 'Type the letters you choose, like “A C”.')
        : say(language, 'Escribe las letras en orden, como «B A C».', 'Type the letters in order, like “B A C”.');
    return [...slots, how].join('\n');
  }
  if (offer?.kind === 'type') return say(language, 'Escribe la respuesta y Enter.', 'Type the answer and Enter.');
  return choosable.length > 0
    ? say(language, 'Escribe la letra de una respuesta y Enter.', 'Type the letter of an answer and Enter.')
    : say(language, 'Esta se responde en la página.', 'This one is answered on the page.');
}

/** Nothing where the line answers nothing. */
function readAnswer({ offers, choosable }: QuestionView, line: string): Answer | undefined {
  const letters = line.toUpperCase().replace(/[^A-Z]/g, '');
  const index = letters.length === 1 ? letters.charCodeAt(0) - 65 : -1;
  const [offer] = offers;
  switch (offer?.kind) {
    case 'choose': {
      const chosen = offers[index];
      return chosen?.kind === 'choose' ? { kind: 'choice', option: chosen.option } : undefined;
    }
    case 'pick': {
      const options = [...letters].map((one) => offer.options[one.charCodeAt(0) - 65]?.id ?? '');
      return arePicks(offer, options) ? { kind: 'picks', options } : undefined;
    }
    case 'type':
      return line.trim() === '' ? undefined : { kind: 'words', text: line.trim() };
    case 'write': {
      const yaml = choosable[index];
      return yaml === undefined ? undefined : { kind: 'manifest', text: yaml };
    }
    default:
      return undefined;
  }
}

function letter(index: number): string {
  return String.fromCharCode(65 + index);
}

function say(language: Language, es: string, en: string): string {
  return language === 'es' ? es : en;
}

const verdicts: Readonly<Record<NonNullable<OwnView['result']>['verdict'], Text>> = {
  right: { es: '¡Correcto!', en: 'Right!' },
  wrong: { es: 'No es correcto.', en: 'Not right.' },
  refused: { es: 'La respuesta no es válida.', en: 'The answer is not valid.' },
  'not-graded': { es: 'No se pudo evaluar.', en: 'It could not be graded.' },
  none: { es: 'Sin respuesta.', en: 'No answer.' },
};
