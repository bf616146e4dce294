/** EndpointSlices. */
import { ageColumn, column, firstOf, nameColumn, type Printer } from './printer.ts';

export const endpointSlicePrinter: Printer = {
  kind: 'EndpointSlice',
  columns: [
    nameColumn,
    column('ADDRESSTYPE', ({ addressType }) => addressType),
    column('PORTS', ({ ports }) => {
      const numbers = ((ports ?? []) as readonly { port?: number }[]).map(({ port }) => String(port ?? '*'));
      return numbers.length === 0 ? '<unset>' : firstOf(numbers, 3);
    }),
    column('ENDPOINTS', ({ endpoints }) => {
      const all = ((endpoints ?? []) as readonly { addresses: readonly string[] }[]).flatMap(
        ({ addresses }) => addresses,
      );
      return all.length === 0 ? '<unset>' : firstOf(all, 3);
    }),
    ageColumn,
  ],
};
