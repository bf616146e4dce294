/** LimitRanges. */
import type { Anything } from '../api.ts';
import type { Describer } from './describer.ts';

export const limitRangeDescriber: Describer = {
  kind: 'LimitRange',
  describe(_call, writer, range) {
    writer.line(`Name:\t${range.metadata.name}`);
    writer.line(`Namespace:\t${range.metadata.namespace}`);
    writer.line('Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio');
    writer.line('----\t--------\t---\t---\t---------------\t-------------\t-----------------------');
    for (const row of limitRows(range)) writer.line(row);
  },
};

/** A row for each resource that an item limits; `-` where nothing is said. */
export function limitRows({ spec }: Anything): readonly string[] {
  return ((spec.limits ?? []) as readonly Anything[]).flatMap((item) => {
    const columns = ['min', 'max', 'defaultRequest', 'default', 'maxLimitRequestRatio'] as const;
    const resources = [...new Set(columns.flatMap((column) => Object.keys(item[column] ?? {})))].sort();
    return resources.map((resource) =>
      [item['type'], resource, ...columns.map((column) => item[column]?.[resource] ?? '-')].join('\t'),
    );
  });
}
