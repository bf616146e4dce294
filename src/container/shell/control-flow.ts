/** What leaves commands from within: thrown by `exit`, `return`, `break` and `continue`, caught by what they leave. */

export class ExitShell {
  readonly exitCode: number;
  constructor(exitCode: number) {
    this.exitCode = exitCode;
  }
}

export class ReturnFromFunction extends ExitShell {}

export class LeaveLoop {
  levels: number;
  readonly again: boolean;
  constructor(levels: number, again: boolean) {
    this.levels = levels;
    this.again = again;
  }

  /** True: the loop that caught it is left. False: its next round. With more levels to go it flies on. */
  leavesThisLoop(): boolean {
    if (this.levels > 1) {
      this.levels--;
      throw this;
    }
    return !this.again;
  }
}
