/**
 * What a learner reads where a document cannot be decoded: the place, the server's words, and what to write instead.
 */
import { didYouMean } from '#base/did-you-mean.ts';
import type { Text } from '#base/text.ts';
import type { DuplicatePlace, Manifest } from '#base/yaml/read-manifests.ts';
import type { YamlError } from '#base/yaml/yaml-error.ts';
import { apiVersionOf, findKind, kinds } from '../scheme.ts';
import { type DecodeFault, fieldName, type WantedShape } from './fault.ts';
import { isKindNotSimulated } from './kinds-not-simulated.ts';
import { findRemovedVersion } from './removed-versions.ts';

export interface Issue {
  /** Of the whole text, from 1. */
  readonly line: number;
  readonly column: number;
  /** The server's words for this one thing. */
  readonly message: string;
  /** What it means and what to write instead. */
  readonly advice: Text;
}

/** Nobody reads more at once, and finding the line of each costs a walk through the document. */
export const issueLimit = 50;

export function yamlIssue({ line, column, reason, text }: YamlError): Issue {
  return { line, column, message: reason, advice: text };
}

export function duplicateIssue({ key, line, column }: DuplicatePlace): Issue {
  return {
    line,
    column,
    message: `key "${key}" already set in map`,
    advice: {
      es: `La clave «${key}» está dos veces en el mismo objeto. Deja una sola.`,
      en: `The key "${key}" stands twice in the same object. Keep only one.`,
    },
  };
}

export function faultIssue(manifest: Manifest, fault: DecodeFault): Issue {
  const place = manifest.locate(fault.path);
  if (fault.kind === 'unknown') {
    const { line, column } = place;
    return { line, column, message: `unknown field "${fieldName(fault.path)}"`, advice: unknownField(fault) };
  }
  const { valueLine: line, valueColumn: column } = place;
  if (fault.kind === 'value') return { line, column, message: fault.message, advice: badValue(fault) };
  const message = `json: cannot unmarshal ${fault.found} into Go struct field ${fault.struct}.${fault.goPath} of type ${fault.wanted}`;
  return { line, column, message, advice: wrongType(fault) };
}

function unknownField(fault: Extract<DecodeFault, { kind: 'unknown' }>): Text {
  const typed = String(fault.path.at(-1));
  const where = placeOf(fault.path.slice(0, -1));
  const meant = didYouMean(typed, fault.known);
  if (meant !== undefined) {
    return {
      es: `${where.es} no tiene el campo «${typed}». ¿Querías escribir «${meant}»?`,
      en: `${where.en} has no field "${typed}". Did you mean "${meant}"?`,
    };
  }
  return {
    es: `${where.es} no tiene el campo «${typed}». Mira si le corresponde otra sangría o bórralo.`,
    en: `${where.en} has no field "${typed}". See whether it belongs at another indentation, or delete it.`,
  };
}

function placeOf(path: DecodeFault['path']): Text {
  if (path.length === 0) return { es: 'El objeto', en: 'The object' };
  const name = fieldName(path);
  return { es: `\`${name}\``, en: `\`${name}\`` };
}

const wanted: Readonly<Record<WantedShape, Text>> = {
  text: { es: 'un texto: ponlo entre comillas', en: 'text: put it in quotes' },
  boolean: { es: '`true` o `false`, sin comillas', en: '`true` or `false`, without quotes' },
  whole: { es: 'un número entero, sin comillas', en: 'a whole number, without quotes' },
  number: { es: 'un número, sin comillas', en: 'a number, without quotes' },
  wholeOrText: { es: 'un número entero o un texto entre comillas', en: 'a whole number or text in quotes' },
  list: { es: 'una lista: cada elemento empieza con `- `', en: 'a list: each item begins with `- `' },
  object: { es: 'un objeto: sus campos van debajo, con más sangría', en: 'an object: its fields go below, further in' },
};

function wrongType(fault: Extract<DecodeFault, { kind: 'type' }>): Text {
  const where = placeOf(fault.path);
  if (fault.wants === 'text' && (fault.found === 'bool' || fault.found.startsWith('number'))) {
    // `value: yes`, `app: 1`, `version: 1.10`: nothing in the line looks wrong.
    return {
      es: `YAML lee aquí un ${fault.found === 'bool' ? 'valor lógico (`true` o `false`)' : 'número'}, y en ${where.es} va un texto: ponlo entre comillas.`,
      en: `YAML reads ${fault.found === 'bool' ? 'a truth value (`true` or `false`)' : 'a number'} here, and ${where.en} takes text: put it in quotes.`,
    };
  }
  if (fault.wants === 'text') {
    return {
      es: `En ${where.es} va un texto, y esto es ${fault.found === 'array' ? 'una lista' : 'un objeto'}. Un texto de varias líneas empieza con \`|\` y sigue con más sangría.`,
      en: `${where.en} takes text, and this is ${fault.found === 'array' ? 'a list' : 'an object'}. Text of several lines begins with \`|\` and goes on further in.`,
    };
  }
  const { es, en } = wanted[fault.wants];
  return { es: `En ${where.es} va ${es}.`, en: `${where.en} takes ${en}.` };
}

function badValue(fault: Extract<DecodeFault, { kind: 'value' }>): Text {
  const where = placeOf(fault.path);
  if (fault.message.startsWith('illegal base64')) {
    return {
      es: `${where.es} va en base64. Para escribirlo tal cual, usa \`stringData\` en lugar de \`data\`.`,
      en: `${where.en} is base64. To write it as it is, use \`stringData\` instead of \`data\`.`,
    };
  }
  if (fault.message.startsWith('parsing time')) {
    return {
      es: `En ${where.es} va una fecha como \`2026-01-05T08:30:00Z\`.`,
      en: `${where.en} takes a time such as \`2026-01-05T08:30:00Z\`.`,
    };
  }
  return {
    es: `En ${where.es} va una cantidad: un número y, si hace falta, un sufijo sin espacio, como \`250m\`, \`64Mi\` o \`2Gi\` (no \`2GB\`).`,
    en: `${where.en} takes a quantity: a number and, where needed, a suffix without a space, such as \`250m\`, \`64Mi\` or \`2Gi\` (not \`2GB\`).`,
  };
}

/** No such kind, or not in that version; `undefined` for a document that is no object at all. */
export function kindIssue(
  manifest: Manifest,
  message: string,
  apiVersion: string | undefined,
  kind: string | undefined,
): Issue {
  const { advice, field } = kindAdvice(apiVersion, kind);
  const { valueLine: line, valueColumn: column } = manifest.locate(field === undefined ? [] : [field]);
  return { line, column, message, advice };
}

function kindAdvice(apiVersion: string | undefined, kind: string | undefined): { advice: Text; field?: string } {
  if (apiVersion === undefined || kind === undefined) {
    return {
      advice: {
        es: 'Un manifiesto es un objeto: empieza con `apiVersion:` y `kind:`.',
        en: 'A manifest is an object: it begins with `apiVersion:` and `kind:`.',
      },
    };
  }
  if (kind === '') {
    return {
      advice: {
        es: 'Falta `kind`: qué es lo que describes, como `kind: Pod`.',
        en: 'There is no `kind`: what you describe, such as `kind: Pod`.',
      },
    };
  }
  if (isKindNotSimulated(apiVersion, kind)) {
    return {
      field: 'kind',
      advice: {
        es: `Kubernetes tiene ${kind}, pero readyz no lo simula: quítalo de lo que pruebas aquí.`,
        en: `Kubernetes has ${kind}, but readyz does not simulate it: leave it out of what you try here.`,
      },
    };
  }
  const definition = findKind(kind);
  if (definition) {
    const right = apiVersionOf(definition.group, definition.version);
    const old = findRemovedVersion(apiVersion, kind);
    if (old) {
      return {
        field: 'apiVersion',
        advice: {
          es: `\`${apiVersion}\` dejó de existir para ${kind} en Kubernetes ${old.removedIn}. Escribe \`apiVersion: ${right}\`.`,
          en: `\`${apiVersion}\` ceased to exist for ${kind} in Kubernetes ${old.removedIn}. Write \`apiVersion: ${right}\`.`,
        },
      };
    }
    if (apiVersion === '') {
      return {
        advice: {
          es: `Falta \`apiVersion\`. Para ${kind} es \`apiVersion: ${right}\`.`,
          en: `There is no \`apiVersion\`. For ${kind} it is \`apiVersion: ${right}\`.`,
        },
      };
    }
    return {
      field: 'apiVersion',
      advice: {
        es: `${kind} no está en \`${apiVersion}\`. Escribe \`apiVersion: ${right}\`.`,
        en: `${kind} is not in \`${apiVersion}\`. Write \`apiVersion: ${right}\`.`,
      },
    };
  }
  const old = findRemovedVersion(apiVersion, kind);
  if (old) {
    return {
      field: 'kind',
      advice: {
        es: `${kind} dejó de existir en Kubernetes ${old.removedIn} y nada con ese nombre ocupa su lugar.`,
        en: `${kind} ceased to exist in Kubernetes ${old.removedIn}, and nothing of that name took its place.`,
      },
    };
  }
  const meant = didYouMean(
    kind,
    kinds.map((entry) => entry.kind),
  );
  if (meant !== undefined) {
    return {
      field: 'kind',
      advice: {
        es: `No hay ningún tipo «${kind}». ¿Querías escribir «${meant}»?`,
        en: `There is no kind "${kind}". Did you mean "${meant}"?`,
      },
    };
  }
  return {
    field: 'kind',
    advice: {
      es: `readyz no conoce el tipo «${kind}» de \`${apiVersion}\`. Si es tuyo, define antes su CustomResourceDefinition.`,
      en: `readyz does not know the kind "${kind}" of \`${apiVersion}\`. If it is your own, define its CustomResourceDefinition first.`,
    },
  };
}
