/** All verbs of the simulated docker. A verb is a file of this folder and a line of this list. */
import type { Verb } from '../verb.ts';
import { commit } from './commit.ts';
import { create } from './create.ts';
import { exec } from './exec.ts';
import { inspect } from './inspect.ts';
import { kill } from './kill.ts';
import { logs } from './logs.ts';
import { network } from './network.ts';
import { ps } from './ps.ts';
import { restart } from './restart.ts';
import { rm } from './rm.ts';
import { run } from './run.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import { volume } from './volume.ts';

export const verbs: readonly Verb[] = [
  run, create, start, stop, restart, kill, rm, exec, logs, inspect, ps, commit, network, volume,
]; // biome-ignore format: a list
