/** All steps a script can name. */
import { answer } from './answer.ts';
import { apply } from './apply.ts';
import { connect } from './connect.ts';
import { cordon } from './cordon.ts';
import { deletePod } from './delete-pod.ts';
import { drain } from './drain.ts';
import { endMaintenance } from './end-maintenance.ts';
import { hang } from './hang.ts';
import { logs } from './logs.ts';
import { maintenance } from './maintenance.ts';
import { nodeDown } from './node-down.ts';
import { nodeUp } from './node-up.ts';
import { scale } from './scale.ts';
import { setImage } from './set-image.ts';
import { starter } from './starter.ts';
import type { Step } from './step.ts';
import { wait } from './wait.ts';
import { waitUntilReady } from './wait-until-ready.ts';
import { waitUntilState } from './wait-until-state.ts';
import { writeData } from './write-data.ts';

export const steps: readonly Step[] = [
  answer,
  apply,
  connect,
  cordon,
  deletePod,
  drain,
  endMaintenance,
  hang,
  logs,
  maintenance,
  nodeDown,
  nodeUp,
  scale,
  setImage,
  starter,
  wait,
  waitUntilReady,
  waitUntilState,
  writeData,
];

export function findStep(name: string): Step | undefined {
  return steps.find((step) => step.name === name);
}
