import type { Reply, RouteContext } from '../route.ts';

/** Where to connect, and how many times a day. */
export function gatewayBot({ options }: RouteContext): Reply {
  const limit = { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 16 };
  return { status: 200, body: { url: options.gatewayAddress(), shards: 1, session_start_limit: limit } };
}
