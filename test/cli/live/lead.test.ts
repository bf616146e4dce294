// Leading from a terminal: keys in, lines out.
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Io } from '#cli/command.ts';
import { lead } from '#cli/live/lead.ts';
import { playLive } from '../../engine/live/play-live.ts';

/** A host at a terminal of 80 columns. `screen` is what is read from the top, as if nothing were drawn over. */
function atTerminal(play: ReturnType<typeof playLive>, accessible = false) {
  const keys = Object.assign(new PassThrough(), { setRawMode: () => {} });
  const out = Object.assign(new PassThrough(), { columns: 80 });
  let text = '';
  out.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  const io = { in: keys, out, language: 'en', accessible, signal: new AbortController().signal };
  const ended = lead(io as unknown as Io, play.room);
  const press = async (letters: string) => {
    keys.write(letters);
    await new Promise((resolve) => setTimeout(resolve, 250));
  };
  return { press, ended, screen: () => text };
}

describe('a host at a terminal', () => {
  test('starts, closes and shows by single keys, and leaves without ending it', async () => {
    const play = playLive();
    await play.join('Ana');
    const host = atTerminal(play);
    await host.press('n');
    expect(play.room.state).toMatchObject({ phase: 'question', position: 0 });
    play.at(6);
    await play.answer('Ana', 'two');
    await host.press('c');
    await host.press('r');
    expect(host.screen()).toMatch(/answer shown · 1 in the room, 1 have answered\n.*0 × A/);
    expect(host.screen()).toMatch(/✔ 1 × B\. Opción two/);
    await host.press('q');
    await host.ended;
    expect(play.room.state.phase).toBe('revealed');
  });

  test('sees who is missing and who waits, and draws the teams', async () => {
    const roster = [
      { id: 'a-1', name: 'Ana García' },
      { id: 'a-2', name: 'Luis Pérez' },
    ];
    const play = playLive({ roster });
    await play.do(
      { kind: 'teams', names: ['Rojo', 'Azul'], free: true },
      { kind: 'join', participant: 'p', name: 'a-1', key: 'k' },
    );
    await play.do({ kind: 'approval', on: true });
    await play.join('Eva');
    const host = atTerminal(play);
    await host.press('t');
    expect(host.screen()).toContain('1 of 2 on the list; missing: Luis Pérez');
    expect(host.screen()).toContain('Waiting to be let in: Eva');
    expect(host.screen()).toMatch(/Rojo 1 · Azul 1/);
    await host.press('q');
  });

  test('is drawn over what stood there, but for who has it read aloud; a refusal stays to be read', async () => {
    const [play, aloud] = [playLive(), playLive()];
    const hosts = [atTerminal(play), atTerminal(aloud, true)] as const;
    for (const host of hosts) await host.press('n');
    expect(hosts[0].screen()).toContain('\u001b[3A\u001b[J');
    expect(hosts[1].screen()).not.toContain('\u001b');
    await hosts[0].press('c');
    // The second comes before the first is written: it is judged against what will be.
    await hosts[0].press('rr');
    expect(hosts[0].screen()).toContain('Close the question first.\n\n1/3');
    for (const host of hosts) await host.press('q');
  });
});
