/**
 * Commands of the real kubectl that make no sense on a simulated cluster. Help does not list them; what is wrong with their
 * arguments is told as ever, and what is right is answered in one sentence.
 */
import type { FlagSpec } from '../arguments/flags.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { failWith, usageError } from '../exit.ts';
import { podsOf } from './pods-of.ts';

const runningTimeout: FlagSpec = { name: 'pod-running-timeout', type: 'duration', default: '1m' };

const attach = unusable({
  name: 'attach',
  why: 'attach is left out: the simulator has no terminals to attach to; "kubectl logs" shows what a container prints',
  flags: [
    { name: 'container', short: 'c', type: 'string' },
    { name: 'stdin', short: 'i', type: 'bool' },
    { name: 'tty', short: 't', type: 'bool' },
    { name: 'quiet', short: 'q', type: 'bool' },
    runningTimeout,
  ],
  check(call) {
    const { args, path } = call;
    if (args.length === 0) usageError(path, 'at least 1 argument is required for attach');
    if (args.length > 2) {
      const saw = `saw ${args.length}: [${args.join(' ')}]`;
      usageError(path, `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) ${saw}`);
    }
    podsOf(call, args.join('/'), 'attach to');
  },
});

const portForward = unusable({
  name: 'port-forward',
  why: 'port-forward is left out: the simulated pods listen nowhere outside; ask from inside with "kubectl exec"',
  flags: [{ name: 'address', type: 'strings', default: 'localhost' }, runningTimeout],
  check(call) {
    const [target = '', ...ports] = call.args;
    if (ports.length === 0) usageError(call.path, 'TYPE/NAME and list of ports are required for port-forward');
    const [pod] = podsOf(call, target, 'attach to').pods;
    const phase = pod?.['status']?.phase ?? 'Pending';
    if (phase !== 'Running') failWith(`unable to forward port because pod is not running. Current status=${phase}`);
  },
});

const shells: readonly string[] = ['bash', 'zsh', 'fish', 'powershell'];

const completion = unusable({
  name: 'completion',
  why: 'completion is left out: the prompt completes by itself',
  check({ args, path }) {
    const [shell] = args;
    if (shell === undefined) usageError(path, 'Shell not specified.');
    if (args.length > 1) usageError(path, 'Too many arguments. Expected only the shell type.');
    if (!shells.includes(shell)) usageError(path, `Unsupported shell type ${JSON.stringify(shell)}.`);
  },
});

export const unusableCommands: readonly Command[] = [
  ...[attach, portForward, completion],
  unusable({ name: 'proxy', why: 'proxy is left out: the simulated API server listens nowhere' }),
  unusable({ name: 'certificate', why: 'certificate is left out: the simulated cluster signs no certificates' }),
  unusable({ name: 'kustomize', why: 'kustomize is left out: the simulator applies plain manifests' }),
  unusable({ name: 'plugin', why: 'plugin is left out: the simulator runs no programs of yours' }),
  unusable({ name: 'alpha', why: 'alpha is left out: the simulator has no alpha commands' }),
];

/** Without a check any flags are taken, so that the sentence is heard and not a word about flags. */
function unusable(what: {
  readonly name: string;
  readonly why: string;
  readonly flags?: readonly FlagSpec[];
  readonly check?: (call: Call) => void;
}): Command {
  const { name, why, flags, check } = what;
  return {
    name,
    summary: { es: 'Fuera del simulador', en: 'Left out of the simulator' },
    examples: [],
    ...(flags && { flags }),
    ...(!check && { anyFlags: true as const }),
    run(call) {
      check?.(call);
      failWith(why);
    },
  };
}
