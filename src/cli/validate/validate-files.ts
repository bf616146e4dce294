/**
 * `readyz validate FILE…`: every document of every file, what is wrong with it and where. Exit 0 when all were accepted.
 *
 *   web.yaml:12:9: error: spec.template.spec.containers[0].imagePullPolicy: Unsupported value: "always": …
 *       Did you mean `Always`? …
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Issue } from '#api/decode/issues.ts';
import type { Language } from '#base/text.ts';
import { sanitize } from '#terminal/sanitize.ts';
import { type ExitCode, exitCodes, type Io, Trouble } from '../command.ts';
import { type CheckedText, checkText, newCluster } from './check-text.ts';

export async function validateFiles(files: readonly string[], output: 'text' | 'json', io: Io): Promise<ExitCode> {
  const cluster = newCluster();
  const checked: { file: string; result: CheckedText }[] = [];
  for (const file of files.length > 0 ? files : ['-']) {
    const text = file === '-' ? await readAll(io.in) : await readManifestFile(file, io.cwd);
    checked.push({ file, result: checkText(text, cluster) });
  }
  io.out.write(
    output === 'json' ? json(checked) : sanitize(checked.map((entry) => report(entry, io.language)).join('')),
  );
  const documents = checked.flatMap(({ result }) => result.documents);
  const isAccepted = checked.every(({ result }) => !result.error) && documents.every(({ accepted }) => accepted);
  if (output === 'text') io.err.write(`${summary(documents, io.language)}\n`);
  return isAccepted && documents.length > 0 ? exitCodes.success : exitCodes.failure;
}

async function readAll(input: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

async function readManifestFile(file: string, cwd: string): Promise<string> {
  try {
    return await readFile(path.resolve(cwd, file), 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const reasons: Readonly<Record<string, { es: string; en: string }>> = {
      ENOENT: { es: 'no existe', en: 'it does not exist' },
      EISDIR: { es: 'es una carpeta', en: 'it is a folder' },
      EACCES: { es: 'no hay permiso para leerlo', en: 'there is no permission to read it' },
    };
    const why = reasons[code] ?? { es: code, en: code };
    throw new Trouble({ es: `No se puede leer ${file}: ${why.es}.`, en: `Cannot read ${file}: ${why.en}.` });
  }
}

function json(checked: readonly { file: string; result: CheckedText }[]): string {
  const files = checked.map(({ file, result: { documents, advice, error } }) => ({
    file,
    ...(error && { error }),
    documents: documents.map(({ status, ...document }) => ({
      ...document,
      ...(status && { code: status.code, reason: status.reason, message: status.message }),
    })),
    warnings: advice.map(({ rule, line, column, text }) => ({ rule, line, column, advice: text })),
  }));
  return `${JSON.stringify({ files }, null, 2)}\n`;
}

function report({ file, result }: { file: string; result: CheckedText }, language: Language): string {
  const words =
    language === 'es'
      ? { error: 'error', warning: 'aviso del servidor', advice: 'aviso' }
      : { error: 'error', warning: 'server warning', advice: 'warning' };
  const issues = [...(result.error ? [result.error] : []), ...result.documents.flatMap((document) => document.issues)];
  const said = (issue: Issue, mark: string) => ({
    ...issue,
    mark,
    text: `${issue.message}\n    ${issue.advice[language]}`,
  });
  const lines = [
    ...issues.map((issue) => said(issue, words.error)),
    ...result.documents.flatMap(({ warnings }) => warnings).map((warning) => said(warning, words.warning)),
    ...result.advice.map((advice) => ({ ...advice, mark: words.advice, text: advice.text[language] })),
  ].sort((one, other) => one.line - other.line || one.column - other.column);
  return lines.map(({ line, column, mark, text }) => `${file}:${line}:${column}: ${mark}: ${text}\n`).join('');
}

function summary(documents: CheckedText['documents'], language: Language): string {
  const refused = documents.filter(({ accepted }) => !accepted).length;
  if (documents.length === 0) {
    return language === 'es' ? 'No hay ningún manifiesto.' : 'There is no manifest.';
  }
  return language === 'es'
    ? `Manifiestos: ${documents.length}. Aceptados: ${documents.length - refused}. Rechazados: ${refused}.`
    : `Manifests: ${documents.length}. Accepted: ${documents.length - refused}. Refused: ${refused}.`;
}
