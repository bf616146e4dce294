/** All verbs, in the order in which help lists them. */
import type { Command } from '../command.ts';
import { apiResources, apiVersions } from './api-resources.ts';
import { apply } from './apply.ts';
import { auth } from './auth.ts';
import { autoscale } from './autoscale.ts';
import { config } from './config.ts';
import { cordon, uncordon } from './cordon.ts';
import { cp } from './cp.ts';
import { create } from './create.ts';
import { debug } from './debug.ts';
import { deleteCommand } from './delete.ts';
import { describe } from './describe.ts';
import { diff } from './diff.ts';
import { drain } from './drain.ts';
import { edit } from './edit.ts';
import { events } from './events.ts';
import { exec } from './exec.ts';
import { explain } from './explain.ts';
import { expose } from './expose.ts';
import { get } from './get.ts';
import { annotate, label } from './label.ts';
import { logs } from './logs.ts';
import { patch } from './patch.ts';
import { replace } from './replace.ts';
import { rollout } from './rollout.ts';
import { run } from './run.ts';
import { scale } from './scale.ts';
import { set } from './set.ts';
import { taint } from './taint.ts';
import { top } from './top.ts';
import { clusterInfo, version } from './version.ts';
import { wait } from './wait.ts';

export const commands: readonly Command[] = [
  ...[get, describe, logs, exec, events, explain],
  ...[apply, create, run, expose, deleteCommand, edit, replace, patch, diff],
  ...[scale, autoscale, rollout, set, label, annotate, wait, cp],
  ...[cordon, uncordon, drain, taint, top, debug],
  ...[auth, config, apiResources, apiVersions, clusterInfo, version],
];
