/**
 * `readyz bot --try`: the real bot on the stand-in Discord, with a small local web page in place of Discord's own app. One
 * person types commands, presses buttons and fills in forms; nothing leaves the machine and no account is needed.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StandIn } from '../stand-in.ts';
import { act, parseDeed } from './deeds.ts';
import { readPages } from './pages.ts';
import { Table } from './table.ts';

export interface Trial {
  /** What to open in a browser. */
  readonly address: string;
  /** What the bot is started with. */
  readonly token: string;
  readonly rest: { readonly api: string; readonly cdn: string };
  stop(): Promise<void>;
}

const mostBytes = 200_000;

export async function startTrial({
  port = 0,
  locale = 'es-ES',
}: {
  readonly port?: number;
  readonly locale?: string;
} = {}): Promise<Trial> {
  const standIn = await StandIn.start();
  const table = new Table(standIn, locale);
  const pages = readPages();
  const server = createServer((request, response) => {
    answer(request, response, { standIn, table, pages }).catch((error: unknown) => {
      if (!response.headersSent)
        sendJson(response, 400, { error: error instanceof Error ? error.message : String(error) });
      else response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    token: standIn.token,
    rest: standIn.addresses,
    async stop() {
      table.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await standIn.stop();
    },
  };
}

interface Parts {
  readonly standIn: StandIn;
  readonly table: Table;
  readonly pages: ReturnType<typeof readPages>;
}

/** Nothing but what this server itself sends is run or shown. */
const guard = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { standIn, table, pages }: Parts,
): Promise<void> {
  for (const [name, value] of Object.entries(guard)) response.setHeader(name, value);
  if (!isFromThisPage(request)) return sendJson(response, 403, { error: 'This page is for the machine it runs on.' });
  const url = new URL(request.url ?? '/', 'http://trial');
  const page = request.method === 'GET' ? pages.get(url.pathname) : undefined;
  if (page) return send(response, page.type, page.content);
  const file = request.method === 'GET' ? standIn.world.files.get(url.pathname.replace('/files/', '')) : undefined;
  if (file) return send(response, pictures.get(file.name.slice(-4)) ?? 'text/plain; charset=utf-8', file.bytes);
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /state':
      return sendJson(response, 200, await table.newerThan(Number(url.searchParams.get('version') ?? -1)));
    case 'POST /do': {
      const deed = parseDeed(JSON.parse(await readBody(request)));
      return sendJson(
        response,
        deed.ok ? 200 : 400,
        deed.ok ? await act(deed.value, standIn, table) : { error: deed.error },
      );
    }
    default:
      return sendJson(response, 404, { error: 'Nothing is here.' });
  }
}

const pictures: ReadonlyMap<string, string> = new Map([['.png', 'image/png']]);

function send(response: ServerResponse, type: string, content: string | Buffer): void {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(content);
}

/** No other web site may reach the page through the browser that has it open. */
function isFromThisPage({ headers }: IncomingMessage): boolean {
  if (!/^(127\.0\.0\.1|localhost):\d+$/.test(headers.host ?? '')) return false;
  return headers.origin === undefined || headers.origin === `http://${headers.host}`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    sizeBytes += chunk.length;
    if (sizeBytes > mostBytes) throw new Error('Too much at once.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
