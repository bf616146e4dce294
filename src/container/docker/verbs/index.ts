/** All verbs of the simulated docker. A verb is a file of this folder and a line of this list. */
import type { Verb } from '../verb.ts';
import { commit } from './commit.ts';
import { cp } from './cp.ts';
import { create } from './create.ts';
import { diff } from './diff.ts';
import { exec } from './exec.ts';
import { images } from './images.ts';
import { inspect } from './inspect.ts';
import { kill } from './kill.ts';
import { logs } from './logs.ts';
import { network } from './network.ts';
import { ps } from './ps.ts';
import { pull } from './pull.ts';
import { rename } from './rename.ts';
import { restart } from './restart.ts';
import { rm } from './rm.ts';
import { rmi } from './rmi.ts';
import { run } from './run.ts';
import { start } from './start.ts';
import { stats } from './stats.ts';
import { stop } from './stop.ts';
import { tag } from './tag.ts';
import { top } from './top.ts';
import { volume } from './volume.ts';
import { wait } from './wait.ts';

export const verbs: readonly Verb[] = [
  run, create, start, stop, restart, kill, rm, rename, wait, exec, logs, cp, diff, top, inspect, ps, stats, images, pull, tag, rmi, commit,
  network, volume,
]; // biome-ignore format: a list
