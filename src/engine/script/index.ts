/** All steps a script can name. */
import { answer } from './answer.ts';
import { apply } from './apply.ts';
import { clearAnswer } from './clear-answer.ts';
import { componentDown } from './component-down.ts';
import { componentUp } from './component-up.ts';
import { connect } from './connect.ts';
import { cordon } from './cordon.ts';
import { crash } from './crash.ts';
import { deleteObject } from './delete.ts';
import { deletePod } from './delete-pod.ts';
import { diskFull } from './disk-full.ts';
import { docker } from './docker.ts';
import { drain } from './drain.ts';
import { endDiskFull } from './end-disk-full.ts';
import { endMaintenance } from './end-maintenance.ts';
import { exec } from './exec.ts';
import { failEachRun } from './fail-each-run.ts';
import { hang } from './hang.ts';
import { hostFile } from './host-file.ts';
import { hostLost } from './host-lost.ts';
import { hostRestarts } from './host-restarts.ts';
import { imageBack } from './image-back.ts';
import { imageMissing } from './image-missing.ts';
import { load } from './load.ts';
import { logs } from './logs.ts';
import { maintenance } from './maintenance.ts';
import { memoryLeak } from './memory-leak.ts';
import { nodeDown } from './node-down.ts';
import { nodeJoins } from './node-joins.ts';
import { nodeUp } from './node-up.ts';
import { propagationDelay } from './propagation-delay.ts';
import { readFile } from './read-file.ts';
import { registryNormal } from './registry-normal.ts';
import { registrySlow } from './registry-slow.ts';
import { restart } from './restart.ts';
import { rollback } from './rollback.ts';
import { scale } from './scale.ts';
import { setImage } from './set-image.ts';
import { slowStart } from './slow-start.ts';
import { starter } from './starter.ts';
import type { Step } from './step.ts';
import { traffic } from './traffic.ts';
import { updateConfig } from './update-config.ts';
import { visit } from './visit.ts';
import { wait } from './wait.ts';
import { waitUntilEnded } from './wait-until-ended.ts';
import { waitUntilReady } from './wait-until-ready.ts';
import { waitUntilState } from './wait-until-state.ts';
import { waitUntilTime } from './wait-until-time.ts';
import { writeData } from './write-data.ts';
import { writeLine } from './write-line.ts';
import { zoneDown } from './zone-down.ts';

export const steps: readonly Step[] = [
  answer,
  apply,
  clearAnswer,
  componentDown,
  componentUp,
  connect,
  cordon,
  crash,
  deleteObject,
  deletePod,
  diskFull,
  docker,
  drain,
  endDiskFull,
  endMaintenance,
  exec,
  failEachRun,
  hang,
  hostFile,
  hostLost,
  hostRestarts,
  imageBack,
  imageMissing,
  load,
  logs,
  maintenance,
  memoryLeak,
  nodeDown,
  nodeJoins,
  nodeUp,
  propagationDelay,
  readFile,
  registryNormal,
  registrySlow,
  restart,
  rollback,
  scale,
  setImage,
  slowStart,
  starter,
  traffic,
  updateConfig,
  visit,
  wait,
  waitUntilEnded,
  waitUntilReady,
  waitUntilState,
  waitUntilTime,
  writeData,
  writeLine,
  zoneDown,
];

export function findStep(name: string): Step | undefined {
  return steps.find((step) => step.name === name);
}
