/** Ingresses. */
import { ageColumn, column, nameColumn, type Printer } from './printer.ts';

export const ingressPrinter: Printer = {
  kind: 'Ingress',
  columns: [
    nameColumn,
    column('CLASS', ({ spec }) => spec.ingressClassName ?? '<none>'),
    column('HOSTS', ({ spec }) => hostsText(spec.rules ?? [])),
    column('ADDRESS', ({ status }, { wide }) => {
      const ingress = (status?.loadBalancer?.ingress ?? []) as readonly { ip?: string; hostname?: string }[];
      const text = ingress.map(({ ip, hostname }) => ip ?? hostname ?? '').join(',');
      return !wide && text.length > 16 ? `${text.slice(0, 13)}...` : text;
    }),
    column('PORTS', ({ spec }) => ((spec.tls ?? []).length > 0 ? '80, 443' : '80')),
    ageColumn,
  ],
};

function hostsText(rules: readonly { host?: string }[]): string {
  const hosts = rules.flatMap(({ host }) => (host ? [host] : []));
  const shown = hosts.slice(0, 3).join(',');
  if (hosts.length > 3) return `${shown} + ${hosts.length - 3} more...`;
  return hosts.length === 0 ? '*' : shown;
}
