// HTTPS with a certificate made on the spot, as somebody would who has no proxy.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from '../helpers/source-file.ts';
import { serveLive } from './serve-live.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-tls-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const files = { cert: path.join(folder, 'cert.pem'), key: path.join(folder, 'key.pem') };
const program = 'openssl';
const isMade = make();
if (!isMade) console.warn('HTTPS is not tested: there is no openssl on this machine.');

function make(): boolean {
  const how =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1';
  try {
    execFileSync(program, [...how.split(' '), '-keyout', files.key, '-out', files.cert], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function fetched(url: string, ca: string): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { ca, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    }).on('error', reject);
  });
}

/** What the program says until it serves. */
async function welcome(...flags: readonly string[]): Promise<string> {
  const main = path.join(root, 'dist', 'main.js');
  const own = ['--db', path.join(folder, 'live.sqlite'), '--lang', 'en', '--new'];
  const child = spawn(process.execPath, [main, 'live', 'host', 'live-pods-and-probes', ...flags, ...own]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part) => {
      said += part;
      if (said.includes('/presenter#')) child.kill('SIGTERM');
    });
  }
  await once(child, 'close');
  return said;
}

describe.skipIf(!isMade)('over TLS', () => {
  test('the host’s flags serve HTTPS; beyond this machine plain HTTP warns', { timeout: 30_000 }, async () => {
    const tls = ['--tls-cert', files.cert, '--tls-key', files.key];
    const [secure, plain, missing] = await Promise.all([
      welcome('--listen', '0.0.0.0:0', ...tls),
      welcome('--listen', '0.0.0.0:0'),
      welcome('--listen', '127.0.0.1:0', '--tls-cert', files.cert, '--tls-key', path.join(folder, 'none.pem')),
    ]);
    expect(secure).toMatch(/Phones: +https:/);
    expect(secure).not.toContain('Warning');
    expect(plain).toContain('Warning: without TLS');
    expect(missing).toContain('none.pem cannot be read');
  });

  test('pages are served to whoever trusts the certificate, and to nobody in the clear', async () => {
    const tls = { cert: readFileSync(files.cert, 'utf8'), key: readFileSync(files.key, 'utf8') };
    const served = await serveLive({ tls });
    expect(served.url).toMatch(/^https:/);
    const page = await fetched(`${served.url}/`, tls.cert);
    expect([page.status, page.text.includes('/pages/phone.js')]).toEqual([200, true]);
    await expect(fetched(`${served.url}/`, '')).rejects.toThrow(/self-signed/);
    await expect(fetch(served.url.replace('https', 'http'))).rejects.toThrow();
    await served.close();
  });

  test('files that are no certificate are told in a sentence', async () => {
    await expect(serveLive({ tls: { cert: 'no certificate', key: 'no key' } })).rejects.toThrow(
      /check the address and the TLS files/,
    );
  });
});
