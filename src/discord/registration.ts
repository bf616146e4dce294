/**
 * Tells Discord about the commands, and only when they differ from what Discord has: it allows 200 a day, and a command that
 * is told anew is unusable for a moment. What Discord has is asked of Discord, so that nothing needs to be remembered here.
 */
import { createHash } from 'node:crypto';
import { type REST, type RESTGetAPIApplicationCommandsResult, Routes } from 'discord.js';
import type { Command } from './commands/command.ts';

export async function registerCommands(
  rest: REST,
  applicationId: string,
  commands: readonly Command[],
): Promise<'registered' | 'unchanged'> {
  const wanted = commands.map(({ definition }) => definition);
  const present = (await rest.get(Routes.applicationCommands(applicationId), {
    query: new URLSearchParams({ with_localizations: 'true' }),
  })) as RESTGetAPIApplicationCommandsResult;
  if (hash(present) === hash(wanted)) return 'unchanged';
  await rest.put(Routes.applicationCommands(applicationId), { body: wanted });
  return 'registered';
}

/** The parts of a definition that are ours to say; Discord adds ids, versions and defaults of its own. */
const ownFields = [
  'autocomplete',
  'choices',
  'contexts',
  'default_member_permissions',
  'description',
  'description_localizations',
  'file_types',
  'integration_types',
  'max_length',
  'max_value',
  'min_length',
  'min_value',
  'name',
  'name_localizations',
  'options',
  'required',
  'type',
  'value',
] as const;

function hash(definitions: readonly object[]): string {
  const sorted = definitions
    .map((definition) => JSON.stringify(normalize(definition)))
    .sort()
    .join('\n');
  return createHash('sha256').update(sorted).digest('hex');
}

function normalize(value: unknown, isText = false): unknown {
  if (Array.isArray(value)) return value.map((item) => normalize(item));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value)
    .filter(([name]) => isText || ownFields.some((own) => own === name))
    // What is false, null or empty is as good as absent; Discord sends it, we do not.
    .filter(([, field]) => field !== null && field !== undefined && field !== false)
    .filter(([, field]) => !(Array.isArray(field) && field.length === 0))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, normalize(field, name.endsWith('_localizations'))]));
}
