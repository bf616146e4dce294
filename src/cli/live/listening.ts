/** The flags that say where live quizzes are served, the same for `readyz live host` and `readyz bot`, and what they mean. */
import { type Argv, type Command, type Io, UsageError } from '../command.ts';
import { quoted } from '../output.ts';

export interface Listening {
  readonly address: string;
  readonly port: number;
  readonly tls?: { readonly cert: string; readonly key: string };
  /** How others reach this machine, without a slash at its end. */
  readonly publicUrl?: string;
}

export const listeningFlags = {
  listen: {
    meaning: {
      es: 'dónde escucha; sin ella, solo esta máquina (127.0.0.1:8723)',
      en: 'where it listens; this machine alone without it (127.0.0.1:8723)',
    },
    value: 'ADDRESS:PORT',
  },
  'public-url': {
    meaning: { es: 'la dirección con la que se llega desde fuera', en: 'the address by which others reach it' },
    value: 'URL',
  },
  'tls-cert': { meaning: { es: 'certificado, para servir HTTPS', en: 'certificate, to serve HTTPS' }, value: 'FILE' },
  'tls-key': { meaning: { es: 'su clave', en: 'its key' }, value: 'FILE' },
} as const satisfies Command['flags'];

/** `asked` is what a flag says, or a variable in its stead. */
export function readListening(
  argv: Pick<Argv, 'value'>,
  asked: { readonly listen: string | undefined; readonly publicUrl: string | undefined } = {
    listen: argv.value('listen'),
    publicUrl: argv.value('public-url'),
  },
): Listening {
  const [cert, key] = [argv.value('tls-cert'), argv.value('tls-key')];
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError({ es: '--tls-cert y --tls-key van juntas.', en: '--tls-cert and --tls-key go together.' });
  }
  const { listen, publicUrl } = asked;
  if (publicUrl !== undefined && !/^https?:\/\/[^\s/]+(\/[^\s#?]*)?$/.test(publicUrl)) {
    throw new UsageError({
      es: '--public-url es una dirección como https://clase.example.org.',
      en: '--public-url is an address like https://class.example.org.',
    });
  }
  return {
    ...placeOf(listen),
    ...(cert !== undefined && key !== undefined && { tls: { cert, key } }),
    ...(publicUrl !== undefined && { publicUrl: publicUrl.replace(/\/$/, '') }),
  };
}

/** For a program that serves only where it is told to, by a flag or by a variable; else nothing. */
export function askedToListen(argv: Pick<Argv, 'value'>, env: Io['env']): Listening | undefined {
  const listen = argv.value('listen') ?? env['READYZ_LISTEN'];
  const publicUrl = argv.value('public-url') ?? env['READYZ_PUBLIC_URL'];
  return listen === undefined && publicUrl === undefined ? undefined : readListening(argv, { listen, publicUrl });
}

/** `8723`, `0.0.0.0`, `0.0.0.0:8723`, `[::]:8723`. */
function placeOf(typed = '127.0.0.1:8723'): Pick<Listening, 'address' | 'port'> {
  const match = /^(?:(?:\[([0-9a-f:]+)\]|([^\s:]+))(?::(\d{1,5}))?|:?(\d{1,5}))$/i.exec(typed);
  const onlyPort = /^:?\d{1,5}$/.test(typed) ? typed.replace(':', '') : undefined;
  const port = Number(onlyPort ?? match?.[3] ?? 8723);
  if (!match || port > 65_535) {
    throw new UsageError({
      es: `${quoted(typed)} no dice dónde escuchar: escribe algo como 0.0.0.0:8723.`,
      en: `${quoted(typed)} does not say where to listen: write something like 0.0.0.0:8723.`,
    });
  }
  return { address: onlyPort !== undefined ? '127.0.0.1' : (match[1] ?? match[2] ?? '127.0.0.1'), port };
}
