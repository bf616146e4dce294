/**
 * What the terminal's own editor knows of YAML: the API's issues with line and column, and the fields of the schema. Loaded
 * when somebody first writes. Only Kubernetes manifests are judged: an answer may also be a Compose file or docker commands.
 */
import type { YamlHelp } from '#terminal/writing/desk.ts';

export const yamlHelp: YamlHelp = {
  async check(text) {
    if (!/^(apiVersion|kind)\s*:/m.test(text)) return [];
    const { checkText } = await import('./validate/check-text.ts');
    const { documents, error } = checkText(text);
    const issues = [...documents.flatMap((document) => document.issues), ...(error ? [error] : [])];
    return issues.map((issue) => ({ file: 'answer.yaml', ...issue }));
  },
  async complete(text, line, column) {
    if (/^services\s*:/m.test(text) || /^\s*(docker|kubectl)\s/m.test(text)) return undefined;
    const { completeField } = await import('#api/completion/complete-field.ts');
    return completeField(text, line, column);
  },
};
