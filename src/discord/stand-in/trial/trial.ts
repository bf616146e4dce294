/**
 * `readyz bot --try`: the real bot on the stand-in Discord, with a small local web page in place of Discord's own app. One
 * person types commands, presses buttons and fills in forms; nothing leaves the machine and no account is needed.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StandIn } from '../stand-in.ts';
import { act, parseDeed } from './deeds.ts';
import { pageHtml } from './page.ts';
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

export async function startTrial(options: { readonly port?: number } = {}): Promise<Trial> {
  const standIn = await StandIn.start();
  const table = new Table(standIn);
  const server = createServer((request, response) => {
    answer(request, response, standIn, table).catch((error: unknown) => {
      if (!response.headersSent)
        sendJson(response, 400, { error: error instanceof Error ? error.message : String(error) });
      else response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
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

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  standIn: StandIn,
  table: Table,
): Promise<void> {
  if (!isFromThisPage(request)) return sendJson(response, 403, { error: 'This page is for the machine it runs on.' });
  const url = new URL(request.url ?? '/', 'http://trial');
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /':
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src http://127.0.0.1:*",
      });
      response.end(pageHtml);
      return;
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
