/** The trial page's own exchange; what a browser makes of it is trial-page.test.ts's. */
import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTrial, type TrialRoom } from './trial-room.ts';

let trial: TrialRoom;
beforeEach(async () => {
  trial = await openTrial();
});
afterEach(() => trial.close());

interface State {
  readonly version: number;
  readonly messages: readonly { readonly id: string; readonly components: readonly unknown[] }[];
  readonly form?: { readonly title: string };
}

async function post(deed: object, headers: Readonly<Record<string, string>> = {}) {
  const body = JSON.stringify(deed);
  const response = await fetch(new URL('/do', trial.address), { method: 'POST', body, headers });
  return { status: response.status, body: (await response.json()) as { error?: string; choices?: unknown[] } };
}

async function stateWith(words: string): Promise<State> {
  for (let version = -1; ; ) {
    const state = (await (await fetch(new URL(`/state?version=${version}`, trial.address))).json()) as State;
    if (JSON.stringify(state).includes(words)) return state;
    version = state.version;
  }
}

const customId = (state: State, verb: string) =>
  new RegExp(`"custom_id":"(v1:${verb}:[^"]*)"`).exec(JSON.stringify(state))?.[1];

test('a question is opened, answered by a form and explained', async () => {
  expect(
    (await post({ kind: 'type', command: 'practicar', option: 'escenario', value: 'write' })).body.choices,
  ).toHaveLength(1);
  await post({ kind: 'slash', command: 'practicar escenario:write-pod' });
  const question = await stateWith('Escribe el YAML');
  const [message] = question.messages;
  await post({ kind: 'click', message: message?.id, button: customId(question, 'write') });
  expect((await stateWith('Tu YAML')).form?.title).toBe('Escribe un Pod');
  await post({ kind: 'submit', texts: { manifest: 'kind: Pod' } });
  const reveal = await stateWith('Respuesta correcta');
  expect(reveal.form).toBeUndefined();
});

test('a line is read as it is typed: subcommands, options by name, a form that a command opens, a picture', async () => {
  await post({ kind: 'slash', command: 'ajustes servidor pistas:no silencio-desde:22' });
  await stateWith('22–8 h');
  await post({ kind: 'slash', command: 'reto write-pod' });
  expect((await stateWith('Tu YAML')).form?.title).toBe('Escribe un Pod');
  await post({ kind: 'submit', texts: { manifest: 'kind: Pod' } });
  const reveal = await stateWith('Respuesta correcta');
  const message = reveal.messages.find((each) => JSON.stringify(each).includes('Respuesta correcta'));
  await post({ kind: 'click', message: message?.id, button: customId(reveal, 'picture') });
  await stateWith('web-0: arranca 0:00');
});

test('a line may be in any language, and a file goes with it', async () => {
  await post({ kind: 'slash', command: '/settings server hints:no language:English' });
  await stateWith('Ajustes del servidor');
  const file = { name: 'pod.yaml', content: 'kind: Pod' };
  await post({ kind: 'slash', command: '/challenge scenario:write a pod', file });
  await stateWith('Respuesta correcta');
});

test('a dismissed message is gone', async () => {
  await post({ kind: 'slash', command: 'practicar' });
  const { messages } = await stateWith('Repaso de hoy');
  await post({ kind: 'dismiss', message: messages[0]?.id });
  expect((await stateWith('"messages":[]')).messages).toEqual([]);
});

test('the language is what the person at the page reads', async () => {
  await post({ kind: 'speak', locale: 'en-GB' });
  await post({ kind: 'slash', command: 'practicar' });
  await stateWith('Today’s review');
});

test('other web sites, other machines and nonsense are refused', async () => {
  expect((await post({ kind: 'cancel' }, { origin: 'https://evil.example' })).status).toBe(403);
  const rebound = new Promise((resolve) => {
    request(trial.address, { headers: { host: 'evil.example' } }, ({ statusCode }) => resolve(statusCode)).end();
  });
  expect(await rebound).toBe(403);
  expect((await post({ kind: 'shutdown' })).status).toBe(400);
  expect((await post({ kind: 'slash', command: 'nope' })).body.error).toContain('nope');
  expect((await post({ kind: 'click', message: '1', button: 'x' })).body.error).toContain('gone');
});
