/**
 * Reads a file that a learner uploaded. The address comes from Discord, yet it is checked: the bot fetches from
 * Discord's own file host (in a trial, from the stand-in) and nowhere else, follows no redirect, and reads no more than a
 * manifest can be.
 */
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';

export interface Upload {
  readonly name: string;
  readonly url: string;
  readonly sizeBytes: number;
}

export const uploadExtensions = ['.yaml', '.yml'] as const;
const mostBytes = 65_536;
const mostDataBytes = 20_000_000;
const patienceMilliseconds = 10_000;

/** `fileHost` is an origin: `https://cdn.discordapp.com`. */
export async function readUpload(upload: Upload, fileHost: string): Promise<Result<string, Text>> {
  if (!uploadExtensions.some((extension) => upload.name.toLowerCase().endsWith(extension))) return fail(notYaml);
  return read(upload, fileHost, { most: mostBytes, tooLarge });
}

/** Text of any kind: a saved lab, a manifest. */
export async function readTextUpload(upload: Upload, fileHost: string): Promise<Result<string, Text>> {
  return read(upload, fileHost, { most: mostBytes, tooLarge });
}

/** What `/mis-datos exportar` gave out, brought back: JSON, and larger than an answer. */
export async function readDataUpload(upload: Upload, fileHost: string): Promise<Result<string, Text>> {
  return read(upload, fileHost, { most: mostDataBytes, tooLarge: dataTooLarge });
}

async function read(
  upload: Upload,
  fileHost: string,
  { most, tooLarge }: { readonly most: number; readonly tooLarge: Text },
): Promise<Result<string, Text>> {
  if (upload.sizeBytes > most) return fail(tooLarge);
  if (!URL.canParse(upload.url) || new URL(upload.url).origin !== fileHost) return fail(unreachable);
  let bytes: Uint8Array;
  try {
    const response = await fetch(upload.url, { redirect: 'error', signal: AbortSignal.timeout(patienceMilliseconds) });
    if (!response.ok || !response.body) return fail(unreachable);
    const chunks: Uint8Array[] = [];
    let sizeBytes = 0;
    for await (const chunk of response.body) {
      sizeBytes += chunk.byteLength;
      // Leaving the loop ends the download: what was declared small may not be.
      if (sizeBytes > most) return fail(tooLarge);
      chunks.push(chunk);
    }
    bytes = Buffer.concat(chunks);
  } catch {
    return fail(unreachable);
  }
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return fail(notText);
  }
}

const notYaml: Text = {
  es: 'El archivo tiene que llamarse `….yaml` o `….yml`. Cámbiale el nombre y súbelo otra vez.',
  en: 'The file must be called `….yaml` or `….yml`. Rename it and upload it again.',
};
const tooLarge: Text = {
  es: 'El archivo pasa de 64 KiB, más de lo que necesita cualquier respuesta. Quita lo que sobra y súbelo otra vez.',
  en: 'The file is larger than 64 KiB, more than any answer needs. Take out what is not needed and upload it again.',
};
const dataTooLarge: Text = {
  es: 'El archivo pasa de 20 MB. Impórtalo en la terminal con: readyz data import',
  en: 'The file is larger than 20 MB. Import it in the terminal with: readyz data import',
};
const notText: Text = {
  es: 'El archivo no es texto en UTF-8. Guárdalo como UTF-8 y súbelo otra vez.',
  en: 'The file is not UTF-8 text. Save it as UTF-8 and upload it again.',
};
const unreachable: Text = {
  es: 'No se pudo leer el archivo desde Discord. Súbelo otra vez o pega el YAML en el cuadro de texto.',
  en: 'The file could not be read from Discord. Upload it again or paste the YAML into the text box.',
};
