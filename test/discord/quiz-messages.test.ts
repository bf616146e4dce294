// What live quizzes look like where Discord is strict: addresses that it takes as links, and those that it does not.
import { expect, test } from 'vitest';
import { panelMessage } from '#discord/quiz/panel-message.ts';
import { publicMessage } from '#discord/quiz/public-message.ts';
import { LiveRoom } from '#engine/live/room.ts';
import { library, memoryStore, session } from '../engine/live/play-live.ts';
import { promptGrader } from '../helpers/small-quiz.ts';

const room = new LiveRoom(session, {
  ...{ store: memoryStore(), library, grader: promptGrader, now: () => 0 },
  log: (problem) => expect.fail(problem),
});
const keys = { code: 'CODE', host: 'the-host-key', projector: 'the-wall-key', coHost: 'the-helper-key' };

function shown(joinUrl: string, leader: 'host' | 'co-host' = 'host') {
  const { views, state } = room;
  const parts = { session: 'live', language: 'en', joinUrl } as const;
  return {
    wall: JSON.stringify(publicMessage(views.wall(state), { ...parts, pictures: [] }).components),
    panel: JSON.stringify(panelMessage(views.host(state, leader), { ...parts, channel: '7', keys }).components),
  };
}

test.each(['https://class.example.org/#CODE', 'http://192.168.1.20:8723/#CODE'])('%s is a link', (joinUrl) => {
  const { wall, panel } = shown(joinUrl);
  expect(wall).toContain(`"url":"${joinUrl}"`);
  expect(panel).toMatch(/"url":"[^"]+\/presenter#the-host-key"/);
  expect(wall).not.toContain('key');
});

test('a name without a dot is told as text: Discord would refuse the whole message for such a link', () => {
  const { wall, panel } = shown('http://localhost:8723/#CODE');
  expect(wall + panel).not.toContain('"url"');
  expect(wall).toContain('<http://localhost:8723/#CODE>');
  expect(panel).toContain('<http://localhost:8723/presenter#the-host-key>');
});

test('a co-host gets the co-host’s key and not the host’s', () => {
  const { panel } = shown('https://class.example.org/#CODE', 'co-host');
  expect(panel).toContain('/presenter#the-helper-key');
  expect(panel).not.toContain('the-host-key');
});
