/** What the routes of the HTTP API have in common. */
import type { RestRequest } from './request.ts';
import type { StoredFile, World } from './world.ts';

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Another look at what goes out: the method, Discord's name for the route, and the body. Sentences are problems. */
export type Contract = (sent: {
  readonly method: string;
  readonly route: string;
  readonly body: unknown;
}) => readonly string[];

export interface RestOptions {
  readonly token: string;
  readonly gatewayAddress: () => string;
  readonly httpAddress: () => string;
  readonly acknowledgeWithinMilliseconds: number;
  readonly tokenLifetimeMilliseconds: number;
  readonly contract: Contract;
}

/** What a route's handler has at hand. */
export interface RouteContext {
  readonly world: World;
  readonly options: RestOptions;
  readonly request: RestRequest;
  /** The parts of the path that stand in braces, in order. */
  readonly parts: readonly string[];
  /** Runs the contract on this body, under this route's name or another. */
  readonly check: (body: unknown) => readonly string[];
}

export interface Route {
  readonly method: string;
  readonly route: string;
  /** Whether the bot's token must come along; where it is not, the path carries a token of its own. */
  readonly authorized: boolean;
  readonly answer: (context: RouteContext) => Reply;
}

export function fileAddress(options: Pick<RestOptions, 'httpAddress'>, file: StoredFile): string {
  return `${options.httpAddress()}/attachments/${file.id}/${encodeURIComponent(file.name)}`;
}

const invalidFormCode = 50035;

/** Discord's answer to a body that it does not take. */
export function invalidForm(problems: readonly string[]): Reply {
  return { status: 400, body: { message: 'Invalid Form Body', code: invalidFormCode, errors: { _errors: problems } } };
}

export function isInvalidForm({ body }: Reply): boolean {
  return typeof body === 'object' && body !== null && 'code' in body && body.code === invalidFormCode;
}
