/** Structured lines for whoever runs the bot. A pino logger fits as it is. */
import { DiscordAPIError, HTTPError } from 'discord.js';

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * What may be logged of an error. Discord's own carry the address that was asked, and in it the interaction's token, with
 * which anybody could write in the bot's name; so only what is named here gets out.
 */
export function describeError(error: unknown): object {
  if (error instanceof DiscordAPIError) {
    return { error: error.message, code: error.code, status: error.status, method: error.method };
  }
  if (error instanceof HTTPError) return { error: error.message, status: error.status, method: error.method };
  if (error instanceof Error) return { error: error.message, stack: error.stack };
  return { error: String(error) };
}
