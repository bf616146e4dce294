/** On a machine with docker: how many containers play the role at an instant, and that each is in a state. */
import * as z from 'zod';
import { playersOf } from '../play/host/host-play.ts';
import { inEach, list } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';

const parameters = z.strictObject({
  role,
  at: z.string(),
  /** `gone`: there is no such container. */
  state: z.enum(['created', 'running', 'restarting', 'exited', 'gone']),
  /** How many; at least one where absent. */
  count: z.int().positive().optional(),
  exitCode: z.int().min(0).max(255).optional(),
  health: z.enum(['starting', 'healthy', 'unhealthy']).optional(),
});

const words = {
  created: { es: 'está creado y sin arrancar', en: 'is created and not started' },
  running: { es: 'está en marcha', en: 'runs' },
  restarting: { es: 'se reinicia una y otra vez', en: 'restarts again and again' },
  exited: { es: 'ha terminado', en: 'has ended' },
  gone: { es: 'ya no existe', en: 'is there no more' },
} as const;

export const containerState = defineCheck<z.infer<typeof parameters>>({
  name: 'container-state',
  parameters,
  world: 'docker',
  statement({ role: name, state, count, exitCode, health }, roleOf) {
    const { title } = roleOf(name);
    return inEach((language) => {
      const code =
        exitCode === undefined ? '' : language === 'es' ? `, con código ${exitCode}` : `, with code ${exitCode}`;
      const how = health === undefined ? '' : ` (${health})`;
      const many = count === undefined || count === 1 ? '' : ` × ${count}`;
      return `${title[language]}${many} ${words[state][language]}${code}${how}`;
    });
  },
  judge(play, { role: name, at, state, count, exitCode, health }) {
    const snapshot = play.host?.snapshot(at) ?? play.host?.snapshot();
    const players = snapshot ? playersOf(snapshot, play.role(name)) : [];
    const atMs = snapshot?.atMs ?? play.endMs;
    const observed = inEach((language) =>
      players.length === 0
        ? { es: 'no hay ninguno', en: 'there is none' }[language]
        : list(
            players.map(
              (one) =>
                `${one.name}: ${one.state}${one.state === 'exited' ? ` (${one.exitCode})` : ''}${one.health === undefined ? '' : ` (${one.health})`}`,
            ),
            language,
          ),
    );
    if (state === 'gone') return players.length === 0 ? pass(observed) : broken(observed, { atMs });
    const right = players.filter(
      (one) =>
        one.state === state &&
        (exitCode === undefined || one.exitCode === exitCode) &&
        (health === undefined || one.health === health),
    );
    const isRight =
      right.length === players.length && (count === undefined ? right.length > 0 : right.length === count);
    return isRight ? pass(observed) : broken(observed, { atMs, badness: players.length - right.length });
  },
});
