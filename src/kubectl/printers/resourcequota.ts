/** ResourceQuotas: used over hard, limits apart from requests. */
import type { Anything } from '../api.ts';
import { ageColumn, column, nameColumn, type Printer } from './printer.ts';

export const resourceQuotaPrinter: Printer = {
  kind: 'ResourceQuota',
  columns: [
    nameColumn,
    column('REQUEST', (quota) => usage(quota, (resource) => !resource.startsWith('limits.'))),
    column('LIMIT', (quota) => usage(quota, (resource) => resource.startsWith('limits.'))),
    ageColumn,
  ],
};

function usage({ status }: Anything, isShown: (resource: string) => boolean): string {
  const hard = (status?.hard ?? {}) as Record<string, string>;
  return Object.keys(hard)
    .sort()
    .filter(isShown)
    .map((resource) => `${resource}: ${status?.used?.[resource] ?? '0'}/${hard[resource]}`)
    .join(', ');
}
