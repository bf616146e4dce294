/** How names are looked up inside the pod. */

import { invalidEach } from '../../meta/field-checks.ts';
import { type FieldError, invalid, notSupported, required } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { ipAddress } from '../../meta/ip.ts';
import { byteLength, dns1123SubdomainWithUnderscore } from '../../meta/names.ts';
import type { PodSpecDraft } from './model.ts';

const policies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

export function validateDnsPolicy(policy: string | undefined, field: FieldPath): FieldError[] {
  if ((policy ?? '') === '') return [required(field)];
  return policies.includes(policy as string) ? [] : [notSupported(field, policy, policies)];
}

export function validateDnsConfig({ dnsConfig, dnsPolicy }: PodSpecDraft, field: FieldPath): FieldError[] {
  const { nameservers = [], searches = [], options = [] } = dnsConfig ?? {};
  const errors: FieldError[] = [];
  if (dnsPolicy === 'None') {
    if (!dnsConfig) return [required(field, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if (nameservers.length === 0) {
      const detail = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
      return [required(field.child('nameservers'), detail)];
    }
  }
  if (nameservers.length > 3) {
    errors.push(invalid(field.child('nameservers'), nameservers, 'must not have more than 3 nameservers'));
  }
  for (const [index, server] of nameservers.entries()) {
    errors.push(...invalidEach(field.child('nameservers').index(index), server, ipAddress(server)));
  }
  const searchesPath = field.child('searches');
  if (searches.length > 32) {
    errors.push(invalid(searchesPath, searches, 'must not have more than 32 search paths'));
  }
  if (byteLength(searches.join(' ')) > 2048) {
    const detail = 'must not have more than 2048 characters (including spaces) in the search list';
    errors.push(invalid(searchesPath, searches, detail));
  }
  for (const [index, search] of searches.entries()) {
    // A lone dot ends the search at the root; a trailing one only says that the domain is complete.
    if (search === '.') continue;
    const domain = search.endsWith('.') ? search.slice(0, -1) : search;
    errors.push(...invalidEach(searchesPath.index(index), domain, dns1123SubdomainWithUnderscore(domain)));
  }
  for (const [index, { name = '' }] of options.entries()) {
    if (name === '') errors.push(required(field.child('options').index(index), 'must not be empty'));
  }
  return errors;
}
