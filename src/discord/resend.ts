/**
 * Sends again what a connection was lost under. Connections are kept open, and the other side may close one in the very moment
 * in which it is used again; without a second try a verdict would be lost to that. To send twice is safe: an interaction is
 * acknowledged once, edits say the same again, and posts carry a nonce.
 */
import { DefaultRestOptions, type RESTOptions } from 'discord.js';

const mostTries = 4;
const lostConnection: ReadonlySet<string> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

export const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  for (let tries = 1; ; tries++) {
    try {
      return await DefaultRestOptions.makeRequest(url, init);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (tries >= mostTries || !lostConnection.has(code) || init.signal?.aborted) throw error;
    }
  }
};
