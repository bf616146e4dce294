/** All routes that a bot of slash commands needs, under Discord's own names. */
import type { Route } from '../route.ts';
import { editMessage, openThread, openThreadAlone, postMessage } from './channel-messages.ts';
import { listCommands, setCommands } from './commands.ts';
import { gatewayBot } from './gateway-bot.ts';
import { answerInteraction } from './interaction-callback.ts';
import { answerWebhook } from './webhooks.ts';

const webhook = '/webhooks/{webhook_id}/{webhook_token}';
const channel = '/channels/{channel_id}/messages';
export const routes: readonly Route[] = [
  { method: 'GET', route: '/gateway/bot', authorized: true, answer: gatewayBot },
  { method: 'GET', route: '/applications/{application_id}/commands', authorized: true, answer: listCommands },
  { method: 'PUT', route: '/applications/{application_id}/commands', authorized: true, answer: setCommands },
  {
    method: 'POST',
    route: '/interactions/{interaction_id}/{interaction_token}/callback',
    authorized: false,
    answer: answerInteraction,
  },
  { method: 'POST', route: channel, authorized: true, answer: postMessage },
  { method: 'PATCH', route: `${channel}/{message_id}`, authorized: true, answer: editMessage },
  { method: 'POST', route: `${channel}/{message_id}/threads`, authorized: true, answer: openThread },
  { method: 'POST', route: '/channels/{channel_id}/threads', authorized: true, answer: openThreadAlone },
  { method: 'POST', route: webhook, authorized: false, answer: answerWebhook },
  ...['GET', 'PATCH', 'DELETE'].flatMap((method) =>
    ['@original', '{message_id}'].map((message) => ({
      method,
      route: `${webhook}/messages/${message}`,
      authorized: false,
      answer: answerWebhook,
    })),
  ),
];
