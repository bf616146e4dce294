/** `env [-i] [name=value…] [command]` and `printenv [name]`. */
import { type Command, complain, say } from '../call.ts';
import { spawn } from './spawn.ts';

export const env: Command = {
  names: ['env'],
  directory: '/usr/bin',
  *run(call) {
    const environment = new Map(call.args[0] === '-i' ? [] : call.process.environment);
    let index = call.args[0] === '-i' ? 1 : 0;
    for (; call.args[index]?.includes('='); index++) {
      const word = call.args[index] as string;
      const at = word.indexOf('=');
      environment.set(word.slice(0, at), word.slice(at + 1));
    }
    const argv = call.args.slice(index);
    if (argv.length > 0) return yield* spawn(call, argv, environment);
    for (const [name, value] of environment) say(call, `${name}=${value}`);
    return 0;
  },
};

export const printenv: Command = {
  names: ['printenv'],
  directory: '/usr/bin',
  run(call) {
    if (call.args.length === 0) for (const [name, value] of call.process.environment) say(call, `${name}=${value}`);
    let status = 0;
    for (const name of call.args) {
      const value = call.process.environment.get(name);
      if (value === undefined) status = 1;
      else say(call, value);
    }
    return status;
  },
};

export const whoami: Command = {
  names: ['whoami'],
  directory: '/usr/bin',
  run(call) {
    if (call.process.user.uid !== 0) return complain(call, `unknown uid ${call.process.user.uid}`);
    say(call, 'root');
    return 0;
  },
};
