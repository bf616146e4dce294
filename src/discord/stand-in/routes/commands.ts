/** The commands that the application has told about: asked for and replaced as a whole. */
import { commandsProblems } from '../limits.ts';
import { invalidForm, type Reply, type RouteContext } from '../route.ts';
import type { World } from '../world.ts';

export function listCommands({ world, request }: RouteContext): Reply {
  const localized = request.query.get('with_localizations') === 'true';
  const short = { name_localizations: undefined, description_localizations: undefined };
  return {
    status: 200,
    body: localized ? world.commands : world.commands.map((command) => ({ ...command, ...short })),
  };
}

export function setCommands({ world, request, check }: RouteContext): Reply {
  const problems = [...check(request.body), ...commandsProblems(request.body)];
  if (problems.length > 0) return invalidForm(problems);
  const defaults = { default_member_permissions: null, nsfw: false, type: 1 };
  world.commands = (request.body as readonly object[]).map((command) => ({
    ...defaults,
    ...command,
    id: world.newId(),
    application_id: world.bot.id,
    version: world.newId(),
  })) as unknown as World['commands'];
  return { status: 200, body: world.commands };
}
