/** `kubectl create ingress shop --rule='shop.example/*=web:80,tls=cert' --class=nginx`. */
import { failWith } from '../../exit.ts';
import type { Generator } from './generator.ts';

interface Rule {
  readonly host: string;
  readonly path: string;
  readonly pathType: 'Prefix' | 'Exact';
  readonly service: string;
  readonly port: string;
  /** Undefined where there is no TLS, '' where its secret is the controller's own. */
  readonly tls: string | undefined;
}

export const createIngress: Generator = {
  name: 'ingress',
  aliases: ['ing'],
  kind: 'Ingress',
  refusal: 'failed to create ingress',
  summary: { es: 'Crea un Ingress', en: 'Create an Ingress' },
  examples: [
    [
      "kubectl create ingress shop --rule='shop.example/*=web:80' --class=nginx",
      { es: 'Un host entero', en: 'A whole host' },
    ],
  ],
  usage: 'NAME --rule=HOST/PATH=SERVICE:PORT[,tls[=SECRET]]',
  flags: [
    { name: 'rule', type: 'array' },
    { name: 'class', type: 'string' },
    { name: 'default-backend', type: 'string' },
    { name: 'annotation', type: 'array' },
  ],
  draft(call) {
    const { flags } = call;
    const rules = flags.list('rule').map(readRule);
    const fallback = flags.text('default-backend');
    if (rules.length === 0 && fallback === '')
      failWith(
        'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
      );
    const annotations = Object.fromEntries(flags.list('annotation').map((pair) => splitAt(pair, '=')));
    const hosts = [...new Set(rules.map(({ host }) => host))];
    const secrets = [...new Set(rules.flatMap(({ tls }) => (tls === undefined ? [] : [tls])))];
    return {
      metadata: flags.list('annotation').length > 0 ? { annotations } : {},
      spec: {
        ...(flags.text('class') !== '' && { ingressClassName: flags.text('class') }),
        ...(fallback !== '' && { defaultBackend: { service: backend(...splitAt(fallback, ':')) } }),
        ...(rules.length > 0 && {
          rules: hosts.map((host) => ({
            ...(host !== '' && { host }),
            http: {
              paths: rules
                .filter((rule) => rule.host === host)
                .map(({ path, pathType, service, port }) => ({
                  backend: { service: backend(service, port) },
                  path,
                  pathType,
                })),
            },
          })),
        }),
        ...(secrets.length > 0 && {
          tls: secrets.map((secret) => ({
            hosts: [...new Set(rules.filter(({ tls }) => tls === secret).map(({ host }) => host))],
            ...(secret !== '' && { secretName: secret }),
          })),
        }),
      },
      status: { loadBalancer: {} },
    };
  },
};

/** A path that ends in `*` is a prefix, any other is exact. */
function readRule(text: string): Rule {
  const match = /^([^/=]*)(\/[^=]*)?=([^:,]+):([^,]+)(?:,tls(?:=([^,]*))?)?$/.exec(text);
  if (!match) failWith(`rule ${text} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`);
  const [full, host = '', given = '/', service = '', port = '', secret] = match;
  const isPrefix = given.endsWith('*');
  const bare = given.slice(0, isPrefix ? -1 : undefined);
  return {
    host,
    path: bare === '' ? '/' : bare,
    pathType: isPrefix ? 'Prefix' : 'Exact',
    service,
    port,
    tls: full.includes(',tls') ? (secret ?? '') : undefined,
  };
}

function backend(name: string, port: string) {
  return { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } };
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
