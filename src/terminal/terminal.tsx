/**
 * Starts the terminal app and stays until the learner leaves: on the alternate screen, so that the shell's own text is there
 * again afterwards, and restored on every way out. What to remember is handed back as text for the normal screen.
 */
import { render, useApp } from 'ink';
import { useEffect } from 'react';
import type { Player } from '#engine/player.ts';
import { conductorFor, type Leaving, type TerminalOptions } from './conduct.ts';
import type { Leave } from './model.ts';
import { App } from './screens/app.tsx';
import { farewell } from './screens/farewell.ts';

/** Rejects where the player cannot be had (no database, no questions), after the terminal is restored. */
export async function startTerminal(options: TerminalOptions): Promise<Leaving> {
  const { input, output, signal } = options;
  const player = Promise.withResolvers<Player>();
  let suspend: (work: () => Promise<void>) => Promise<void> = (work) => work();
  const conductor = conductorFor(options, {
    player: player.promise,
    leave: (how) => leave(how),
    lend: (work) => suspend(work),
  });

  /** Takes Ink's way of lending the terminal as soon as there is one. */
  function Lending() {
    const { suspendTerminal } = useApp();
    useEffect(() => {
      suspend = async (work) => {
        await suspendTerminal(work);
      };
    }, [suspendTerminal]);
    return <App conductor={conductor} unicode={options.unicode} background={options.background} />;
  }

  const app = render(<Lending />, {
    stdin: input,
    stdout: output,
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    patchConsole: false,
    // A CI variable in the environment does not make a terminal less of one: the command has looked.
    interactive: true,
  });
  let left: Leave = { interrupted: false };
  function leave(how: Leave): void {
    if (!left.interrupted) left = how;
    app.unmount();
  }
  signal.addEventListener('abort', () => leave({ interrupted: true }));

  let failure: unknown;
  await app.waitUntilRenderFlush();
  options.player().then(player.resolve, player.reject);
  conductor.open().catch((error: unknown) => {
    failure = error;
    app.unmount();
  });
  await app.waitUntilExit();
  if (failure !== undefined) throw failure;
  await conductor.close();
  return { ...left, farewell: farewell(conductor.model, options.unicode) };
}
