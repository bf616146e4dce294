/**
 * Moodle's GIFT: `::Title:: Question { =right #why ~wrong ~%50%half }`, questions apart by blank lines. Taken over are one and
 * several right options, true or false, and typed answers; the rest (matching, numbers, essays) is named with its line.
 */
import type { Text } from '#base/text.ts';
import type { Imported, ImportedAnswer, ImportedQuestion, ImportProblem } from './imported-question.ts';

export function readGift(source: string): Imported {
  const questions: ImportedQuestion[] = [];
  const problems: ImportProblem[] = [];
  let topic: string | undefined;
  for (const { text, line } of blocks(source)) {
    const category = /^\$CATEGORY:\s*(.*)$/m.exec(text);
    if (category) {
      // `$course$/top/Redes/Services`: the innermost is the topic.
      topic = category[1]?.split('/').at(-1)?.trim() || undefined;
    }
    const rest = text.replace(/^\$CATEGORY:.*$/m, '').trim();
    if (rest === '') continue;
    const read = readQuestion(rest, line);
    if ('problem' in read) problems.push({ line, text: read.problem });
    else questions.push({ ...read.question, ...(topic !== undefined && { topic }) });
  }
  return { questions, problems };
}

/** Paragraphs without their comments, each with the line on which it begins. */
function blocks(source: string): readonly { readonly text: string; readonly line: number }[] {
  const found: { text: string; line: number }[] = [];
  let current: string[] = [];
  let line = 1;
  const end = () => {
    if (current.length > 0) found.push({ text: current.join('\n'), line });
    current = [];
  };
  for (const [index, each] of source.split(/\r\n|\r|\n/).entries()) {
    if (each.trim() === '') end();
    else if (!each.trimStart().startsWith('//')) {
      if (current.length === 0) line = index + 1;
      current.push(each);
    }
  }
  end();
  return found;
}

type Read = { readonly question: ImportedQuestion } | { readonly problem: Text };

function readQuestion(text: string, line: number): Read {
  const [, title, body = text] = /^::((?:\\.|[^:\\]|:(?!:))*)::([\s\S]*)$/.exec(text) ?? [];
  const open = unescaped(body, '{');
  const close = open < 0 ? -1 : unescaped(body, '}', open + 1);
  if (open < 0 || close < 0) return { problem: noAnswers };
  const after = body.slice(close + 1).trim();
  const gap = after === '' ? '' : ' _____ ';
  const statement = plain(body.slice(0, open) + gap + after);
  if (statement === '') return { problem: noStatement };
  const inside = body.slice(open + 1, close).trim();
  const [answersText, general] = cutAt(inside, '####');
  const common = {
    line,
    statement,
    ...(title !== undefined && { title: plain(title) }),
    ...(general !== undefined && plain(general) !== '' && { explanation: plain(general) }),
  };

  const truth = /^(T|TRUE|F|FALSE)\s*(?:#([\s\S]*))?$/i.exec(answersText);
  if (truth) {
    const isTrue = truth[1]!.toUpperCase().startsWith('T');
    const answers = [
      { text: { es: 'Verdadero', en: 'True' }, right: isTrue },
      { text: { es: 'Falso', en: 'False' }, right: !isTrue },
    ];
    const said = truth[2]?.split(/(?<!\\)#/).map(plain)[0];
    const explanation = common.explanation ?? said;
    return {
      question: { ...common, ...(explanation ? { explanation } : {}), answers, kind: 'options', several: false },
    };
  }
  if (answersText === '') return { problem: unsupported('una redacción', 'an essay') };
  if (answersText.startsWith('#')) return { problem: unsupported('una respuesta numérica', 'a numeric answer') };
  const answers = pieces(answersText);
  if (answers.length === 0) return { problem: noAnswers };
  if (answers.some(({ text: said }) => /(?<!\\)->/.test(said))) {
    return { problem: unsupported('emparejar', 'matching') };
  }
  const read = answers.map(({ sign, text: said }): ImportedAnswer & { readonly weight: number | undefined } => {
    const [words = '', feedback] = cutAt(said, '#');
    const [, percent, bare = words] = /^\s*%(-?\d+(?:\.\d+)?)%([\s\S]*)$/.exec(words) ?? [];
    const weight = percent === undefined ? undefined : Number(percent);
    return {
      text: plain(bare),
      right: weight === undefined ? sign === '=' : weight > 0,
      weight,
      ...(feedback !== undefined && plain(feedback) !== '' && { feedback: plain(feedback) }),
    };
  });
  const isTyped = answers.every(({ sign }) => sign === '=');
  const weighted = read.filter(({ weight, right }) => weight !== undefined && weight < 100 && right);
  return {
    question: {
      ...common,
      answers: read.map(({ weight: _weight, ...answer }) => answer),
      kind: isTyped ? 'terms' : 'options',
      // Two right ones can only be told apart from one by letting several be picked.
      several: !isTyped && (weighted.length > 0 || read.filter(({ right }) => right).length > 1),
    },
  };
}

/** `=a ~b` as its answers; a sign after a backslash is a letter like any other. */
function pieces(text: string): readonly { readonly sign: string; readonly text: string }[] {
  return [...text.matchAll(/(?<!\\)([=~])((?:\\[\s\S]|[^=~\\])*)/g)].map(([, sign = '', said = '']) => ({
    sign,
    text: said.trim(),
  }));
}

function unescaped(text: string, sign: string, from = 0): number {
  for (let index = from; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === sign) return index;
  }
  return -1;
}

/** Before and after the first of these signs that is not escaped. */
function cutAt(text: string, signs: string): readonly [string, string?] {
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text.startsWith(signs, index)) return [text.slice(0, index).trim(), text.slice(index + signs.length)];
  }
  return [text];
}

/** Without GIFT's escapes and the mark of a format, and without HTML tags where that format is HTML. */
function plain(text: string): string {
  const [, format, body = text] = /^\s*\[(html|moodle|plain|markdown)\]([\s\S]*)$/.exec(text) ?? [];
  const unmarked = format === 'html' || format === 'moodle' ? body.replaceAll(/<[^<>]{0,1000}>/g, ' ') : body;
  return unmarked
    .replaceAll(/\\n/g, '\n')
    .replaceAll(/\\([~=#{}:\\])/g, '$1')
    .replaceAll(/[ \t]+/g, ' ')
    .trim();
}

const noAnswers: Text = {
  es: 'la pregunta no tiene respuestas entre llaves, o la llave no se cierra',
  en: 'the question has no answers in braces, or the brace is not closed',
};
const noStatement: Text = { es: 'la pregunta no tiene texto', en: 'the question has no text' };

function unsupported(es: string, en: string): Text {
  return {
    es: `readyz no importa este tipo de pregunta (${es})`,
    en: `readyz imports no question of this type (${en})`,
  };
}
