/** What a menu of faults offers: something that may go wrong, and to whom. Every target is a line that can be typed. */
import type { Text } from '#base/text.ts';

export interface FaultChoice {
  /** Stands for it in a menu's state: `node-power`. */
  readonly id: string;
  readonly title: Text;
  readonly targets: readonly FaultTarget[];
}

export interface FaultTarget {
  readonly label: Text;
  readonly line: string;
}
