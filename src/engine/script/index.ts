/** All steps a script can name. */
import { answer } from './answer.ts';
import { deletePod } from './delete-pod.ts';
import { endMaintenance } from './end-maintenance.ts';
import { hang } from './hang.ts';
import { maintenance } from './maintenance.ts';
import { scale } from './scale.ts';
import { setImage } from './set-image.ts';
import type { Step } from './step.ts';
import { wait } from './wait.ts';
import { waitUntilReady } from './wait-until-ready.ts';
import { waitUntilState } from './wait-until-state.ts';
import { writeData } from './write-data.ts';

export const steps: readonly Step[] = [
  answer,
  deletePod,
  endMaintenance,
  hang,
  maintenance,
  scale,
  setImage,
  wait,
  waitUntilReady,
  waitUntilState,
  writeData,
];

export function findStep(name: string): Step | undefined {
  return steps.find((step) => step.name === name);
}
