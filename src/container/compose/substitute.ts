/**
 * Variables in text: `$NAME`, `${NAME}`, `${NAME:-default}` and its kin, `$$` for a dollar.
 *
 *     substitute('${IMAGE:-nginx}:$TAG', (name) => ({ TAG: '1.27' })[name])  →  nginx:1.27
 *
 * With a colon an empty variable counts as missing. A default may hold variables again. Throws `SubstituteFault`.
 */
export type LookUp = (name: string) => string | undefined;

export class SubstituteFault extends Error {
  /** The text that is no template, where that is the trouble; otherwise the message says what is missing. */
  readonly template: string | undefined;

  constructor(message: string, template?: string) {
    super(message);
    this.template = template;
  }
}

/** Greedy to the last closing brace of the line, as the loader has it; the braces are then counted in `replaceOne`. */
const pattern = /\$(?:(\$)|([_a-z][_a-z0-9]*)|\{(?:([_a-z][_a-z0-9]*(?::?[-+?](?:.*))?)\}|))/gi;

export function substitute(template: string, lookUp: LookUp): string {
  return template.replace(pattern, (found) => replaceOne(found, template, lookUp));
}

function replaceOne(found: string, template: string, lookUp: LookUp): string {
  const end = closingBrace(found);
  const rest = end === -1 ? '' : found.slice(end + 1);
  const own = end === -1 ? found : found.slice(0, end + 1);
  const [, escaped, named, braced] = new RegExp(pattern.source, 'i').exec(own) ?? [];
  if (escaped) return escaped;
  if (named) return lookUp(named) ?? '';
  if (!braced) throw new SubstituteFault(`Invalid template: ${JSON.stringify(template)}`, template);
  const applied = applyOperator(found, braced, lookUp);
  if (applied !== undefined) return applied + substitute(rest, lookUp);
  return lookUp(braced) ?? '';
}

function closingBrace(text: string): number {
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '}' && --open === 0) return at;
    if (text[at] === '{') {
      open++;
      at++;
    }
  }
  return -1;
}

const operators = [':?', '?', ':-', '-', ':+', '+'] as const;
type Operator = (typeof operators)[number];

/** The operator that comes first in the text rules: in `${A-b:?c}` the rest is the default. */
function applyOperator(found: string, braced: string, lookUp: LookUp): string | undefined {
  const operator = operators
    .map((name) => ({ name, at: found.indexOf(name) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at)[0]?.name;
  if (operator === undefined) return undefined;
  const at = braced.indexOf(operator);
  if (at === -1) return undefined;
  return withOperator(operator, braced.slice(0, at), braced.slice(at + operator.length), lookUp);
}

function withOperator(operator: Operator, name: string, operand: string, lookUp: LookUp): string {
  const value = lookUp(name);
  const isThere = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  switch (operator) {
    case ':-':
    case '-':
      return isThere ? (value as string) : substitute(operand, lookUp);
    case ':+':
    case '+':
      return isThere ? substitute(operand, lookUp) : (value ?? '');
    case ':?':
    case '?': {
      if (isThere) return value as string;
      const reason = substitute(operand, lookUp);
      throw new SubstituteFault(`required variable ${name} is missing a value${reason === '' ? '' : `: ${reason}`}`);
    }
  }
}
