/** NetworkPolicies, in sentences: whom they select, what may come in and go out. */
import type { Anything } from '../api.ts';
import { longDate } from '../output/age.ts';
import { selectorText } from '../printers/printer.ts';
import type { Describer } from './describer.ts';
import type { Writer } from './writer.ts';

export const networkPolicyDescriber: Describer = {
  kind: 'NetworkPolicy',
  describe(_call, writer, { metadata, spec }) {
    writer.line(`Name:\t${metadata.name}`);
    writer.line(`Namespace:\t${metadata.namespace}`);
    writer.line(
      `Created on:\t${longDate(metadata.creationTimestamp).replace(/^\w+, (\d+) (\w+) (\d+) ([\d:]+) (.*)$/, (_all, day, month, year, time, zone) => `${year}-${monthNumber(month)}-${day} ${time} ${zone} UTC`)}`,
    );
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    writer.line('Spec:');
    const selector = selectorText(spec.podSelector);
    const whom =
      selector === '<none>' ? '<none> (Allowing the specific traffic to all pods in this namespace)' : selector;
    writer.line(`PodSelector:     ${whom}`, 1);
    const types = (spec.policyTypes ?? []) as readonly string[];
    if (types.includes('Ingress')) {
      writer.line('Allowing ingress traffic:', 1);
      describeRules(writer, spec.ingress ?? [], 'ingress');
    } else writer.line('Not affecting ingress traffic', 1);
    if (types.includes('Egress')) {
      writer.line('Allowing egress traffic:', 1);
      describeRules(writer, spec.egress ?? [], 'egress');
    } else writer.line('Not affecting egress traffic', 1);
    writer.line(`Policy Types: ${types.join(', ')}`, 1);
  },
};

function monthNumber(name: string): string {
  return String(
    ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].indexOf(name) + 1,
  ).padStart(2, '0');
}

function describeRules(writer: Writer, rules: readonly Anything[], direction: 'ingress' | 'egress'): void {
  if (rules.length === 0) {
    writer.line(`<none> (Selected pods are isolated for ${direction} connectivity)`, 2);
    return;
  }
  rules.forEach((rule, index) => {
    const ports = (rule['ports'] ?? []) as readonly Anything[];
    if (ports.length === 0) writer.line('To Port: <any> (traffic allowed to all ports)', 2);
    for (const { port, endPort, protocol = 'TCP' } of ports) {
      writer.line(`To Port: ${port ?? '<any>'}${endPort === undefined ? '' : `-${endPort}`}/${protocol}`, 2);
    }
    const [word, peers] = direction === 'ingress' ? ['From', rule['from']] : ['To', rule['to']];
    if (!peers || peers.length === 0) {
      writer.line(
        `${word}: <any> (traffic not restricted by ${direction === 'ingress' ? 'source' : 'destination'})`,
        2,
      );
    }
    for (const { namespaceSelector, podSelector, ipBlock } of (peers ?? []) as readonly Anything[]) {
      writer.line(`${word}:`, 2);
      if (ipBlock) {
        writer.line('IPBlock:', 3);
        writer.line(`CIDR: ${ipBlock.cidr}`, 4);
        writer.line(`Except: ${(ipBlock.except ?? []).join(', ')}`, 4);
      } else {
        if (namespaceSelector) writer.line(`NamespaceSelector: ${selectorText(namespaceSelector)}`, 3);
        if (podSelector) writer.line(`PodSelector: ${selectorText(podSelector)}`, 3);
      }
    }
    if (index < rules.length - 1) writer.line('----------', 2);
  });
}
