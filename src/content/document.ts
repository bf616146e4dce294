/** The one YAML document of a content file, or what keeps it from being one: each problem at its line and column. */
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import { type Manifest, readManifests } from '#base/yaml/read-manifests.ts';
import type { ContentError, FieldProblem } from './content-error.ts';

export interface ContentDocument {
  readonly value: unknown;
  locate(problem: FieldProblem): ContentError;
}

/** `single` says to an author that a file holds one scenario, or one quiz. */
export function readDocument(
  file: string,
  source: string,
  single: Text,
): Result<ContentDocument, readonly ContentError[]> {
  const { manifests, error } = readManifests(source);
  const [document, second] = manifests;
  const at = (line: number, column: number, text: Text): ContentError => ({ file, line, column, text });
  if (error) return fail([at(error.line, error.column, error.text)]);
  if (!document) return fail([at(1, 1, { es: 'el archivo está vacío', en: 'the file is empty' })]);
  if (document.error) return fail([at(document.error.line, document.error.column, document.error.text)]);
  if (second) return fail([at(second.firstLine, 1, single)]);
  const { duplicates, value } = document;
  if (duplicates.length > 0) {
    return fail(
      duplicates.map(({ key, line, column }) =>
        at(line, column, { es: `"${key}" está dos veces`, en: `"${key}" is there twice` }),
      ),
    );
  }
  return ok({ value, locate: (problem) => locate(document, file, problem) });
}

function locate(document: Manifest, file: string, { path, text }: FieldProblem): ContentError {
  const { line, column } = document.locate(path);
  return { file, line, column, text };
}
