/** `traffic web 50`: so many requests a second to a Service, from now on; `traffic` alone tells how they fared. */
import type { Language } from '#base/text.ts';
import type { LabCall, LabCommand } from '../lab-command.ts';
import { serviceNames } from '../pods.ts';

export const traffic: LabCommand = {
  name: 'traffic',
  group: 'looking',
  usage: '[SERVICE[:PORT] PER_SECOND | stop]',
  summary: { es: 'manda peticiones a un Service y las cuenta', en: 'send requests to a Service and count them' },
  examples: [
    ['traffic web 50', { es: 'cincuenta por segundo', en: 'fifty a second' }],
    [
      'traffic',
      { es: 'cuántas se sirvieron y por qué no las demás', en: 'how many were served, and why not the others' },
    ],
  ],
  run(call: LabCall) {
    const [, target, rate] = call.words;
    const { cluster, namespace, traffic: running } = call.room;
    if (target === undefined || target === 'stop') {
      for (const { name, traffic: one } of running) call.print(`${name}: ${told(one.total(), call.language)}\n`);
      if (running.length === 0)
        call.say({
          es: 'No hay tráfico: empieza con traffic SERVICE 50.',
          en: 'There is no traffic: begin with traffic SERVICE 50.',
        });
      if (target === 'stop') for (const { traffic: one } of running.splice(0)) one.stop();
      return;
    }
    const [service = '', port] = target.replace(/^(svc|services?)\//, '').split(':');
    const requestsPerSecond = Number(rate);
    if (!(requestsPerSecond > 0) || requestsPerSecond > 1_000_000) call.misused(traffic);
    if (!cluster.client.get('Service', namespace, service)) {
      call.refuse(
        `no hay ningún Service ${service} en el namespace ${namespace}`,
        `there is no Service ${service} in the namespace ${namespace}`,
      );
    }
    running.push({
      name: target,
      requestsPerSecond,
      traffic: cluster.traffic({
        namespace,
        service,
        requestsPerSecond,
        ...(port !== undefined && { port: Number(port) }),
      }),
    });
    call.say({
      es: `${service} recibe ${requestsPerSecond} peticiones por segundo.`,
      en: `${service} gets ${requestsPerSecond} requests a second.`,
    });
  },
  complete: (room, before) => (before.length === 1 ? ['stop', ...serviceNames(room)] : []),
};

function told(
  total: {
    readonly requests: number;
    readonly served: number;
    readonly failed: Readonly<Record<string, number>>;
    readonly answerMs: number;
  },
  language: Language,
): string {
  const figure = (value: number) => new Intl.NumberFormat(language).format(Math.round(value));
  const failed = Object.entries(total.failed)
    .map(([why, count]) => `${why}: ${figure(count)}`)
    .join(', ');
  const share = total.requests === 0 ? 1 : total.served / total.requests;
  // 17,934 of 18,000 are not 100 %.
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 }).format(share);
  const served = {
    es: `${figure(total.requests)} peticiones, servidas ${figure(total.served)} (${percent}), ${figure(total.answerMs)} ms`,
    en: `${figure(total.requests)} requests, ${figure(total.served)} served (${percent}), ${figure(total.answerMs)} ms`,
  };
  return failed === '' ? served[language] : `${served[language]}; ${failed}`;
}
