/**
 * What the terminal's own editor knows of what is written there: manifests, Compose files, lines of kubectl and docker. Each
 * is loaded when somebody first writes; what a question brings (kinds of its own, files, a cluster) is known by its id.
 */
import type { Scenario } from '#engine/scenario.ts';
import type { YamlHelp } from '#terminal/writing/desk.ts';
import { type Syntax, syntaxOf } from './writing-help/syntax-of.ts';

const loaders: Readonly<Record<Syntax, (question: Scenario | undefined) => Promise<YamlHelp>>> = {
  manifest: async (question) => (await import('./writing-help/manifest-help.ts')).manifestHelp(question),
  compose: async () => (await import('./writing-help/compose-help.ts')).composeHelp,
  commands: async (question) => (await import('./writing-help/command-help.ts')).commandHelp(question),
};

/** `find` is asked anew at each key: questions may still be on their way. */
export function yamlHelpFor(find: (question: string) => Scenario | undefined): YamlHelp {
  /** Of the question that is written for now. */
  let kept: { readonly key: string; readonly help: Promise<YamlHelp> } | undefined;
  const helpFor = (text: string, id: string | undefined): Promise<YamlHelp> | undefined => {
    const question = id === undefined ? undefined : find(id);
    const syntax = syntaxOf(text, question);
    if (syntax === undefined) return undefined;
    const key = `${syntax} ${question?.id ?? ''}`;
    if (kept?.key !== key) kept = { key, help: loaders[syntax](question) };
    return kept.help;
  };
  return {
    check: async (text, question) => (await helpFor(text, question))?.check(text) ?? [],
    complete: async (text, line, column, question) => (await helpFor(text, question))?.complete(text, line, column),
  };
}

/** Where no question is known: a lab, a class. */
export const yamlHelp: YamlHelp = yamlHelpFor(() => undefined);
