/**
 * Judges what the bot sends by Discord's own OpenAPI description (github.com/discord/discord-api-spec, specs/openapi.json).
 * It is not part of the project: name the file in DISCORD_OPENAPI, or lay it into a folder `shared` beside the checkout.
 * Without it the tests run all the same, with the stand-in's own limits only, and say so.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Contract } from '#discord/stand-in/route.ts';
import { root } from './source-file.ts';

interface Description {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly requestBody?: RequestBody } | undefined>>>
  >;
  readonly components: object;
}

interface RequestBody {
  readonly content: Readonly<Record<string, { readonly schema: object }>>;
}

const places = [process.env['DISCORD_OPENAPI'], path.join(root, '..', 'shared', 'discord-openapi.json')];

const openApiFile = places.find((place): place is string => place !== undefined && existsSync(place));

/** Undefined where the description is not at hand. */
export function discordContract(): Contract | undefined {
  if (openApiFile === undefined) {
    console.warn(
      'Discord’s OpenAPI description is not there (DISCORD_OPENAPI): bodies are held to the stand-in’s limits only.',
    );
    return undefined;
  }
  const description: Description = JSON.parse(readFileSync(openApiFile, 'utf8'));
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, logger: false });
  ajv.addSchema({ $id: 'discord', components: description.components });
  const validators = new Map<string, ValidateFunction | undefined>();

  return ({ method, route, body }) => {
    const key = `${method} ${route}`;
    if (!validators.has(key)) validators.set(key, compile(ajv, description, method, route));
    const validate = validators.get(key);
    if (!validate) return [`${key} takes no body by Discord's description`];
    return validate(body) ? [] : deepest(validate.errors ?? []);
  };
}

function compile(ajv: Ajv2020, description: Description, method: string, route: string): ValidateFunction | undefined {
  const schema = description.paths[route]?.[method.toLowerCase()]?.requestBody?.content['application/json']?.schema;
  return schema && ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"discord#/')));
}

/** Of the errors of all alternatives those that got furthest into the body say most. */
function deepest(errors: readonly { readonly instancePath: string; readonly message?: string }[]): readonly string[] {
  const depth = (text: string) => text.split('/').length;
  const sorted = errors.toSorted((one, other) => depth(other.instancePath) - depth(one.instancePath));
  return [...new Set(sorted.map(({ instancePath, message }) => `${instancePath} ${message}`))].slice(0, 4);
}
