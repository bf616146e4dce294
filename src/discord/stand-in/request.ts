/** A request of the bot, read: JSON, or a form with `payload_json` and files as Discord takes it. */
import type { IncomingMessage } from 'node:http';

export interface RestRequest {
  readonly method: string;
  /** Decoded, without `/api/v10`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: unknown;
  /** By the number in `files[n]`, which `attachments[].id` refers to. */
  readonly files: ReadonlyMap<string, SentFile>;
}

export interface SentFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** Discord takes 25 MiB a request. */
const mostBytes = 26_214_400;

export async function readRequest(request: IncomingMessage): Promise<RestRequest> {
  const url = new URL(request.url ?? '/', 'http://stand-in');
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    sizeBytes += chunk.length;
    if (sizeBytes > mostBytes) throw new Error('a request of more than 25 MiB');
    chunks.push(chunk);
  }
  return {
    method: request.method ?? 'GET',
    path: decodeURIComponent(url.pathname.replace(/^\/api\/v10(?=\/)/, '')),
    query: url.searchParams,
    authorization: request.headers.authorization,
    ...(await readBody(Buffer.concat(chunks), request.headers['content-type'] ?? '')),
  };
}

async function readBody(bytes: Buffer, contentType: string): Promise<Pick<RestRequest, 'body' | 'files'>> {
  if (!contentType.startsWith('multipart/form-data')) {
    return { body: bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined, files: new Map() };
  }
  const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  const files = new Map<string, SentFile>();
  for (const [name, value] of form) {
    const index = /^files\[(\d+)\]$/.exec(name)?.[1];
    if (index === undefined || typeof value === 'string') continue;
    files.set(index, { name: value.name, mediaType: value.type, bytes: Buffer.from(await value.arrayBuffer()) });
  }
  const payload = form.get('payload_json');
  return { body: typeof payload === 'string' ? JSON.parse(payload) : undefined, files };
}
