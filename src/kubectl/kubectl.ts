/**
 * kubectl v1.36 on a simulated cluster: a command line as typed goes in, API calls are made, kubectl's own text comes out.
 * Commands that wait (`wait`, `rollout status`, `delete`, `drain`, `exec`) let the virtual clock run.
 *
 *   const kubectl = new Kubectl({ cluster, folder, language: 'es', namespace: 'default', watchSeconds: 60 });
 *   kubectl.run('get pods -o wide')   // → { code: 0, output: 'NAME …', errors: '' }
 */
import { readFlags } from './arguments/flags.ts';
import { refuseLeftOut } from './arguments/left-out-flags.ts';
import { splitWords } from './arguments/words.ts';
import { Call, type Surroundings } from './call.ts';
import type { Command } from './command.ts';
import { commands } from './commands/index.ts';
import { unusableCommands } from './commands/unusable.ts';
import { Exit, nobodyAnswers } from './exit.ts';
import { globalFlags } from './global-flags.ts';
import { commandHelp, helpFlag, optionsHelp, rootHelp } from './help.ts';
import { suggestions } from './suggestions.ts';

export interface KubectlAnswer {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
  /** Both as they came, as a terminal shows them. */
  readonly screen: string;
}

export class Kubectl {
  readonly around: Surroundings;

  constructor(around: Surroundings) {
    this.around = around;
  }

  /** The words after `kubectl`, as typed. */
  run(line: string, stdin?: string): KubectlAnswer {
    const words = splitWords(line);
    if (!words.ok) return { code: 2, output: '', errors: `${words.error}\n`, screen: `${words.error}\n` };
    return this.runWords(words.value, stdin);
  }

  runWords(words: readonly string[], stdin?: string): KubectlAnswer {
    let call: Call | undefined;
    try {
      const { command, path, rest } = this.#find(words);
      const specs = [...globalFlags, helpFlag, ...(command.flags ?? [])];
      const read = readFlags(command.anyFlags ? rest.filter((word) => /^(?:-h|--help)$/.test(word)) : rest, specs);
      if (!read.ok) throw usageOfFlags(command, path, read.error.message);
      if (read.value.flags.is('help')) {
        const help = commandHelp(command, path, this.around.language);
        return { code: 0, output: help, errors: '', screen: help };
      }
      const missing = (command.flags ?? []).filter(({ name, required }) => required && !read.value.flags.given(name));
      if (missing.length > 0) {
        throw new Exit(`error: required flag(s) ${missing.map(({ name }) => `"${name}"`).join(', ')} not set\n`);
      }
      refuseLeftOut(read.value.flags, command.flags ?? [], path);
      this.around.cluster.advance({ seconds: this.around.commandSeconds });
      const isLocal = command.isLocal || path.startsWith('kubectl config ');
      if (!isLocal && !this.around.cluster.isAnswering) throw new Exit(nobodyAnswers);
      call = new Call(command, path, read.value, this.around, stdin);
      command.run?.(call);
      return { code: 0, output: call.output, errors: call.errors, screen: call.screen };
    } catch (error) {
      if (!(error instanceof Exit)) throw error;
      const { code, words, isHelp } = error;
      if (isHelp) return { code, output: words, errors: '', screen: words };
      const { output = '', errors = '', screen = '' } = call ?? {};
      const before = error.output;
      return { code, output: output + before, errors: errors + words, screen: screen + before + words };
    }
  }

  /** The command that the first words name; flags may stand before and between them. */
  #find(words: readonly string[]): { readonly command: Command; readonly path: string; readonly rest: string[] } {
    const rest = words[0] === 'help' ? [...words.slice(1), '--help'] : [...words];
    let list: readonly Command[] = [...commands, ...unusableCommands];
    let command: Command | undefined;
    let path = 'kubectl';
    for (;;) {
      const at = firstWord(rest);
      const word = at === undefined ? undefined : (rest[at] as string);
      if (word === undefined) break;
      if (!command && word === 'options') throw new Exit(optionsHelp(this.around.language), 0, true);
      const next = list.find(({ name, aliases = [] }) => name === word || aliases.includes(word));
      if (!next) {
        if (!command) throw unknownCommand(word);
        if (command.run) break;
        throw new Exit(`error: unknown command "${word}"\nSee '${path} -h' for help and examples\n`);
      }
      rest.splice(at as number, 1);
      command = next;
      path += ` ${next.name}`;
      list = next.subcommands ?? [];
      if (list.length === 0) break;
    }
    if (!command) {
      if (rest.some((word) => /^-/.test(word))) {
        const read = readFlags(rest, [...globalFlags, helpFlag]);
        if (!read.ok) throw new Exit(`error: ${read.error.message}\nSee 'kubectl --help' for usage.\n`);
      }
      throw new Exit(rootHelp(this.around.language), 0, true);
    }
    // A group without a verb shows what there is; asking for that is no mistake, forgetting it is one.
    if (!command.run) {
      const asked = rest.includes('-h') || rest.includes('--help');
      throw new Exit(commandHelp(command, path, this.around.language), asked ? 0 : 1, true);
    }
    return { command, path, rest };
  }
}

function usageOfFlags(command: Command, path: string, message: string): Exit {
  if (command.usageErrors) {
    return new Exit(`error: ${message}\nSee '${path} -h' for help and examples\n`, command.usageErrors.code);
  }
  return new Exit(`error: ${message}\nSee '${path} --help' for usage.\n`);
}

function unknownCommand(word: string): Exit {
  const near = suggestions(word, commands);
  const advice = near.length === 0 ? '' : `\nDid you mean this?\n${near.map((name) => `\t${name}\n`).join('')}`;
  return new Exit(`error: unknown command "${word}" for "kubectl"\n${advice}`);
}

/** Where the first word is that is no flag and no flag's value. */
function firstWord(words: readonly string[]): number | undefined {
  const takesValue = new Set(
    globalFlags.flatMap(({ type, name, short }) => (type === 'bool' ? [] : [`--${name}`, `-${short}`])),
  );
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === '--') return undefined;
    if (!word.startsWith('-')) return at;
    if (takesValue.has(word)) at++;
  }
  return undefined;
}
