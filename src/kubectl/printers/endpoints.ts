/** Endpoints: the first three addresses with their port. */
import { ageColumn, column, firstOf, nameColumn, type Printer } from './printer.ts';

export const endpointsPrinter: Printer = {
  kind: 'Endpoints',
  columns: [nameColumn, column('ENDPOINTS', ({ subsets }) => endpointsText(subsets)), ageColumn],
};

interface Subset {
  readonly addresses?: readonly { readonly ip: string }[];
  readonly ports?: readonly { readonly port: number }[];
}

function endpointsText(subsets: readonly Subset[] | undefined): string {
  const all = (subsets ?? []).flatMap(({ addresses = [], ports = [] }) =>
    ports.length === 0
      ? addresses.map(({ ip }) => ip)
      : ports.flatMap(({ port }) => addresses.map(({ ip }) => `${ip}:${port}`)),
  );
  return all.length === 0 ? '<none>' : firstOf(all, 3);
}
