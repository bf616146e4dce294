/** What a scenario file has to keep besides its shape: known steps and checks, names that exist, texts of a fair length. */
import * as z from 'zod';
import { didYouMean } from '#base/did-you-mean.ts';
import { languages, type Text } from '#base/text.ts';
import { readManifests } from '#base/yaml/read-manifests.ts';
import { checks, findCheck } from '#engine/checks/index.ts';
import { findMeasure, measures } from '#engine/measures/index.ts';
import { findMisconception, misconceptions } from '#engine/misconceptions.ts';
import type { Proposition, Scenario, WhenCall, World } from '#engine/scenario.ts';
import { findStep, steps } from '#engine/script/index.ts';
import type { FieldProblem } from './content-error.ts';
import { problemsOf } from './zod-problem.ts';

const mostExplanationWords = 120;

export function brokenRules(scenario: Scenario, fileName: string): readonly FieldProblem[] {
  return [
    ...fileRules(scenario, fileName),
    ...stepRules(scenario),
    ...checkRules(scenario),
    ...textRules(scenario),
    ...optionRules(scenario),
    ...predictionRules(scenario),
    ...fixRules(scenario),
    ...documentedRules(scenario),
  ];
}

function fileRules({ id }: Scenario, fileName: string): readonly FieldProblem[] {
  if (fileName === `${id}.yaml` || fileName === '') return [];
  const text = {
    es: `el archivo se llama ${fileName}; llámalo ${id}.yaml`,
    en: `the file is called ${fileName}; call it ${id}.yaml`,
  };
  return [{ path: ['id'], text }];
}

function stepRules({ script, roles, type, world = 'kubernetes' }: Scenario): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const seen = new Set<string>();
  for (const [index, { step: name, as, required: _required, ...parameters }] of script.entries()) {
    const path = ['script', index];
    const step = findStep(name);
    if (!step)
      problems.push({
        path: [...path, 'step'],
        text: unknown(
          'step',
          name,
          steps.map((one) => one.name),
        ),
      });
    else
      problems.push(...parameterProblems(step.parameters, parameters, path), ...roleProblems(parameters, roles, path));
    if (step && !(world === 'docker' ? step.onHost : step.run))
      problems.push({ path: [...path, 'step'], text: elsewhere(name, world) });
    if (as !== undefined && seen.has(as)) {
      const text = {
        es: `"${as}" ya nombra otro instante; usa otro nombre`,
        en: `"${as}" names another instant already; use another name`,
      };
      problems.push({ path: [...path, 'as'], text });
    }
    if (as !== undefined) seen.add(as);
  }
  if (type !== 'short' && type !== 'documented' && !script.some(({ step }) => step === 'answer')) {
    const text = {
      es: 'nadie aplica la respuesta; añade `- step: answer`',
      en: 'nothing applies the answer; add `- step: answer`',
    };
    problems.push({ path: ['script'], text });
  }
  return problems;
}

function checkRules({ checks: wanted, roles, script, world = 'kubernetes' }: Scenario): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const instants = script.flatMap(({ as }) => (as === undefined ? [] : [as]));
  const ids = new Set<string>();
  for (const [index, { id, check: name, weight: _weight, misconception, ...parameters }] of wanted.entries()) {
    const path = ['checks', index];
    const check = findCheck(name);
    if (!check)
      problems.push({
        path: [...path, 'check'],
        text: unknown(
          'check',
          name,
          checks.map((one) => one.name),
        ),
      });
    else
      problems.push(...parameterProblems(check.parameters, parameters, path), ...roleProblems(parameters, roles, path));
    if (check && check.world !== 'any' && (check.world ?? 'kubernetes') !== world)
      problems.push({ path: [...path, 'check'], text: elsewhere(name, world) });
    for (const field of ['from', 'to', 'at', 'written']) {
      const instant = parameters[field];
      if (typeof instant !== 'string' || instants.includes(instant)) continue;
      problems.push({ path: [...path, field], text: unknown('instant', instant, instants) });
    }
    problems.push(...misconceptionProblems(misconception, path));
    if (ids.has(id)) {
      const text = { es: `hay dos comprobaciones con el id "${id}"`, en: `two checks have the id "${id}"` };
      problems.push({ path: [...path, 'id'], text });
    }
    ids.add(id);
  }
  return problems;
}

function parameterProblems(
  schema: z.ZodType,
  parameters: Readonly<Record<string, unknown>>,
  path: readonly (string | number)[],
): readonly FieldProblem[] {
  const parsed = schema.safeParse(parameters);
  if (parsed.success) return [];
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  return problemsOf(parsed.error, path, known);
}

function roleProblems(
  parameters: Readonly<Record<string, unknown>>,
  roles: Scenario['roles'],
  path: readonly (string | number)[],
): readonly FieldProblem[] {
  return ['role', 'other'].flatMap((field) => {
    const role = parameters[field];
    if (typeof role !== 'string' || Object.hasOwn(roles, role)) return [];
    return [{ path: [...path, field], text: unknown('role', role, Object.keys(roles)) }];
  });
}

/** `*so*` in prose outside code: nothing is drawn for it. */
const emphasis = /(?:^|[\s("'«])(\*\p{L}[^*`\n]*\*)(?=[\s.,;:)"'»?!]|$)/u;

function textRules({ statement, explanation, links }: Scenario): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const [field, prose] of Object.entries({ statement, explanation })) {
    for (const language of languages) {
      const [, starred] = emphasis.exec(prose[language].replaceAll(/`[^`]*`/g, '``')) ?? [];
      if (starred === undefined) continue;
      const text = {
        es: `los asteriscos de ${starred} se verían tal cual; en la prosa solo hay \`código\` y párrafos`,
        en: `the stars of ${starred} would be shown as they are; prose has \`code\` and paragraphs only`,
      };
      problems.push({ path: [field, language], text });
    }
  }
  for (const language of languages) {
    const count = explanation[language].split(/\s+/).filter(Boolean).length;
    if (count <= mostExplanationWords) continue;
    const text = {
      es: `la explicación tiene ${count} palabras; que no pasen de ${mostExplanationWords}`,
      en: `the explanation has ${count} words; keep it to ${mostExplanationWords}`,
    };
    problems.push({ path: ['explanation', language], text });
  }
  for (const [index, { url }] of links.entries()) {
    if (URL.canParse(url) && /^https:\/\/(kubernetes\.io|docs\.docker\.com)\//.test(url)) continue;
    const text = {
      es: 'el enlace tiene que llevar a https://kubernetes.io/ o a https://docs.docker.com/',
      en: 'the link has to lead to https://kubernetes.io/ or https://docs.docker.com/',
    };
    problems.push({ path: ['links', index, 'url'], text });
  }
  return problems;
}

function optionRules(scenario: Scenario): readonly FieldProblem[] {
  if (!('options' in scenario) || !scenario.options) return [];
  const problems: FieldProblem[] = [];
  const ids = new Set<string>();
  const bodies = new Map<string, string>();
  for (const [index, option] of scenario.options.entries()) {
    const { id } = option;
    const path = ['options', index];
    if (ids.has(id)) {
      const text = { es: `hay dos opciones con el id "${id}"`, en: `two options have the id "${id}"` };
      problems.push({ path: [...path, 'id'], text });
    }
    ids.add(id);
    if ('misconception' in option) problems.push(...misconceptionProblems(option.misconception, path));
    if (!('manifests' in option)) continue;
    const body = meaningOf(option.manifests);
    const twin = bodies.get(body);
    if (twin !== undefined) {
      const text = { es: `dice lo mismo que "${twin}"`, en: `it says the same as "${twin}"` };
      problems.push({ path: [...path, 'manifests'], text });
    }
    bodies.set(body, id);
  }
  return problems;
}

/** The same for manifests that differ only in layout, comments, or the order of keys and documents. */
function meaningOf(manifests: string): string {
  const { manifests: documents, error } = readManifests(manifests);
  const isPlain = error !== undefined || documents.some(({ value }) => value === null || typeof value !== 'object');
  if (isPlain)
    return manifests
      .replace(/^\s*#.*$/gm, '')
      .replace(/\s+/g, ' ')
      .trim();
  const inOrder = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inOrder);
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return entries.map(([key, part]) => [key, inOrder(part)]);
  };
  return documents
    .map(({ value }) => JSON.stringify(inOrder(value)))
    .sort()
    .join('\n');
}

function predictionRules(scenario: Scenario): readonly FieldProblem[] {
  switch (scenario.type) {
    case 'predict': {
      const { options, measure } = scenario;
      if ((options === undefined) === (measure === undefined)) {
        const text = {
          es: 'hace falta `options` o `measure`, y solo uno',
          en: 'it takes `options` or `measure`, and only one',
        };
        return [{ path: ['type'], text }];
      }
      if (!measure) return propositionRules(scenario, options ?? []);
      const { full, none, ...call } = measure;
      const text = { es: '`none` tiene que ser mayor que `full`', en: '`none` has to be greater than `full`' };
      return [
        ...(none <= full ? [{ path: ['measure', 'none'], text }] : []),
        ...measureRules(scenario, call, ['measure']),
      ];
    }
    case 'match':
      return propositionRules(scenario, scenario.options);
    case 'order':
      return scenario.options.flatMap(({ when }, index) => measureRules(scenario, when, ['options', index, 'when']));
    case 'design':
      return scenario.criteria.flatMap(({ measure }, index) =>
        measureRules(scenario, measure, ['criteria', index, 'measure']),
      );
    default:
      return [];
  }
}

function propositionRules({ checks: wanted }: Scenario, options: readonly Proposition[]): readonly FieldProblem[] {
  const ids = wanted.map(({ id }) => id);
  return options.flatMap((option, index) => {
    const text = {
      es: 'di cuándo es cierta: `if`, `unless` o `refused: true`',
      en: 'say when it is true: `if`, `unless` or `refused: true`',
    };
    const strangers = (['if', 'unless'] as const).flatMap((field) =>
      option[field].flatMap((check, place) =>
        ids.includes(check) ? [] : [{ path: ['options', index, field, place], text: unknown('check', check, ids) }],
      ),
    );
    return option.if.length + option.unless.length === 0 && !option.refused
      ? [{ path: ['options', index, 'id'], text }, ...strangers]
      : strangers;
  });
}

function measureRules(
  { roles, script, world = 'kubernetes' }: Scenario,
  { measure: name, ...parameters }: WhenCall,
  path: readonly (string | number)[],
): readonly FieldProblem[] {
  const measure = findMeasure(name);
  if (!measure) {
    const names = measures.map((one) => one.name);
    return [{ path: [...path, 'measure'], text: unknown('measure', name, names) }];
  }
  if (measure.world !== 'any' && (measure.world ?? 'kubernetes') !== world)
    return [{ path: [...path, 'measure'], text: elsewhere(name, world) }];
  const instants = script.flatMap(({ as }) => (as === undefined ? [] : [as]));
  const lost = ['from', 'at'].flatMap((field) => {
    const instant = parameters[field];
    if (typeof instant !== 'string' || instants.includes(instant)) return [];
    return [{ path: [...path, field], text: unknown('instant', instant, instants) }];
  });
  return [
    ...lost,
    ...parameterProblems(measure.parameters, parameters, path),
    ...roleProblems(parameters, roles, path),
  ];
}

function documentedRules(scenario: Scenario): readonly FieldProblem[] {
  if (scenario.type !== 'documented') return [];
  const { options, several } = scenario;
  const right = options.filter((option) => option.right).length;
  if (right === 0 || right === options.length) {
    const text = {
      es: 'unas opciones tienen que llevar `right: true` y otras no',
      en: 'some options have to have `right: true` and some not',
    };
    return [{ path: ['options'], text }];
  }
  if (several || right === 1) return [];
  const text = {
    es: `${right} opciones llevan \`right: true\`; deja una, o escribe \`several: true\``,
    en: `${right} options have \`right: true\`; leave one, or write \`several: true\``,
  };
  return [{ path: ['options'], text }];
}

function fixRules(scenario: Scenario): readonly FieldProblem[] {
  if (scenario.type !== 'fix') return [];
  const steps = scenario.script.map(({ step }) => step);
  const isThere = steps.includes('starter') && steps.indexOf('starter') < steps.indexOf('answer');
  if (isThere === scenario.running) return [];
  const text = scenario.running
    ? {
        es: 'nadie aplica lo averiado; añade `- step: starter` antes de `answer`',
        en: 'nothing applies what is broken; add `- step: starter` before `answer`',
      }
    : { es: 'el paso `starter` pide `running: true`', en: 'the step `starter` needs `running: true`' };
  return [{ path: ['script'], text }];
}

function elsewhere(name: string, world: World): Text {
  return {
    es: `"${name}" no sirve con \`world: ${world}\`; usa otro (scenarios/REFERENCE.md)`,
    en: `"${name}" does not work with \`world: ${world}\`; use another one (scenarios/REFERENCE.md)`,
  };
}

function misconceptionProblems(id: string | undefined, path: readonly (string | number)[]): readonly FieldProblem[] {
  if (id === undefined || findMisconception(id)) return [];
  const known = misconceptions.map((one) => one.id);
  return [{ path: [...path, 'misconception'], text: unknown('misconception', id, known) }];
}

const nouns = {
  step: { es: 'no existe el paso', en: 'unknown step' },
  check: { es: 'no existe la comprobación', en: 'unknown check' },
  measure: { es: 'no existe la medida', en: 'unknown measure' },
  misconception: { es: 'no existe la idea equivocada', en: 'unknown misconception' },
  role: { es: 'no existe el papel', en: 'unknown role' },
  instant: { es: 'ningún paso se llama (`as`)', en: 'no step is named (`as`)' },
} as const satisfies Record<string, Text>;

function unknown(what: keyof typeof nouns, name: string, known: readonly string[]): Text {
  const near = didYouMean(name, known);
  const all = known.join(', ');
  return near
    ? { es: `${nouns[what].es} "${name}"; escribe "${near}"`, en: `${nouns[what].en} "${name}"; write "${near}"` }
    : { es: `${nouns[what].es} "${name}"; los que hay: ${all}`, en: `${nouns[what].en} "${name}"; there are: ${all}` };
}
