/** Zod's issues in whole sentences, in both languages, each with what to write. */
import type { z } from 'zod';
import { didYouMean } from '#base/did-you-mean.ts';
import type { Text } from '#base/text.ts';
import type { FieldProblem } from './content-error.ts';

export function problemsOf(
  error: z.ZodError,
  at: readonly (string | number)[] = [],
  known: readonly string[] = [],
): readonly FieldProblem[] {
  return error.issues.flatMap((issue) => problems(issue, [...at, ...path(issue)], known));
}

function path(issue: z.core.$ZodIssue): readonly (string | number)[] {
  return issue.path.filter((part) => typeof part !== 'symbol');
}

function problems(
  issue: z.core.$ZodIssue,
  at: readonly (string | number)[],
  known: readonly string[],
): readonly FieldProblem[] {
  const field = String(at.at(-1) ?? '');
  const here = (text: Text): readonly FieldProblem[] => [{ path: at, text }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const near = didYouMean(key, known);
        return {
          path: [...at, key],
          text: near
            ? {
                es: `no existe el campo "${key}"; escribe "${near}"`,
                en: `there is no field "${key}"; write "${near}"`,
              }
            : { es: `no existe el campo "${key}"; quítalo`, en: `there is no field "${key}"; remove it` },
        };
      });
    case 'invalid_type':
      return here(
        issue.input === undefined
          ? {
              es: `falta "${field}" (${kinds[issue.expected]?.es ?? issue.expected})`,
              en: `"${field}" is missing (${kinds[issue.expected]?.en ?? issue.expected})`,
            }
          : {
              es: `"${field}" tiene que ser ${kinds[issue.expected]?.es ?? issue.expected}`,
              en: `"${field}" has to be ${kinds[issue.expected]?.en ?? issue.expected}`,
            },
      );
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ');
      return here({
        es: `"${field}" tiene que ser una de estas palabras: ${values}`,
        en: `"${field}" has to be one of: ${values}`,
      });
    }
    case 'too_small':
      return here(
        issue.origin === 'string'
          ? { es: `"${field}" no puede estar vacío; escríbelo`, en: `"${field}" cannot be empty; write it` }
          : {
              es: `"${field}" no llega al mínimo, que es ${issue.minimum}`,
              en: `"${field}" is below the least, ${issue.minimum}`,
            },
      );
    case 'too_big':
      return here({
        es: `"${field}" pasa del máximo, que es ${issue.maximum}`,
        en: `"${field}" is above the most, ${issue.maximum}`,
      });
    case 'invalid_union': {
      // Of the forms a field may have, the one that was probably meant is the one with the least wrong in it.
      const forms = issue.errors.map((issues) => issues.flatMap((one) => problems(one, [...at, ...path(one)], known)));
      const [nearest] = forms.filter((form) => form.length > 0).sort((one, other) => one.length - other.length);
      return (
        nearest ?? here({ es: `"${field}" no tiene ninguna de sus formas`, en: `"${field}" has none of its forms` })
      );
    }
    case 'invalid_format':
      return here({
        es: `"${field}" no tiene la forma que se espera (${issue.pattern ?? issue.format})`,
        en: `"${field}" does not have the expected form (${issue.pattern ?? issue.format})`,
      });
    default:
      return here({ es: `"${field}" no vale: ${issue.message}`, en: `"${field}" will not do: ${issue.message}` });
  }
}

const kinds: Readonly<Record<string, Text>> = {
  string: { es: 'un texto', en: 'a text' },
  number: { es: 'un número', en: 'a number' },
  int: { es: 'un número entero', en: 'a whole number' },
  boolean: { es: 'true o false', en: 'true or false' },
  array: { es: 'una lista', en: 'a list' },
  object: { es: 'un objeto con sus campos', en: 'an object with its fields' },
  record: { es: 'un objeto con sus campos', en: 'an object with its fields' },
};
