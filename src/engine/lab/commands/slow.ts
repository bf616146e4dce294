/** `slow registry 5m`, `slow endpoints 10s`, `slow web-0 60s`: pulls, the news of endpoints, or a program's starts take longer. */
import { secondsOf } from '../durations.ts';
import type { LabCall, LabCommand } from '../lab-command.ts';
import { podNames, podOf, runningPodNames } from '../pods.ts';
import { strike } from '../strike.ts';

export const slow: LabCommand = {
  name: 'slow',
  group: 'faults',
  usage: '(registry | endpoints | POD) [TIME]',
  summary: {
    es: 'algo tarda más: descargas, endpoints, arranques',
    en: 'something takes longer: pulls, endpoints, starts',
  },
  examples: [
    ['slow registry 2m', { es: 'cada descarga tarda dos minutos', en: 'every pull takes two minutes' }],
    ['slow endpoints 10s', { es: 'los nodos se enteran tarde', en: 'nodes hear of them late' }],
    ['slow web-0 60s', { es: 'sus próximos arranques', en: 'its next starts' }],
  ],
  run(call: LabCall) {
    const [, what, time] = call.words;
    const seconds = time === undefined ? undefined : secondsOf(time);
    if (what === undefined || (time !== undefined && seconds === undefined)) call.misused(slow);
    const { es, en } = { es: `${seconds ?? 60} s`, en: `${seconds ?? 60} s` };
    if (what === 'registry') {
      const broken = { what: { es: 'descargas lentas', en: 'slow pulls' }, mend: 'mend registry' };
      strike(call, { kind: 'registry-slow', seconds: seconds ?? 120 }, broken);
      call.say({
        es: `Cada descarga tarda ahora ${seconds ?? 120} s.`,
        en: `Every pull takes ${seconds ?? 120} s now.`,
      });
    } else if (what === 'endpoints') {
      const broken = { what: { es: 'endpoints con retraso', en: 'late endpoints' }, mend: 'mend endpoints' };
      strike(call, { kind: 'propagation-delay', seconds: seconds ?? 10 }, broken);
      call.say({
        es: `Los nodos se enteran de los endpoints ${seconds ?? 10} s tarde.`,
        en: `Nodes hear of endpoints ${seconds ?? 10} s late.`,
      });
    } else {
      const { name: pod, namespace = '' } = podOf(call, what).metadata;
      strike(call, { kind: 'slow-start', namespace, pod, seconds: seconds ?? 60 });
      call.say({ es: `Los próximos arranques de ${pod} tardan ${es}.`, en: `The next starts of ${pod} take ${en}.` });
    }
  },
  complete: (room, before) => (before.length === 1 ? ['registry', 'endpoints', ...podNames(room)] : []),
  choices: (room) => [
    {
      id: 'slow',
      title: { es: 'Algo tarda más', en: 'Something takes longer' },
      targets: [
        { label: { es: 'las descargas, dos minutos', en: 'pulls, two minutes' }, line: 'slow registry 2m' },
        {
          label: { es: 'las noticias de endpoints, diez segundos', en: 'the news of endpoints, ten seconds' },
          line: 'slow endpoints 10s',
        },
        ...runningPodNames(room).map((pod) => ({
          label: { es: `los próximos arranques de ${pod}, un minuto`, en: `the next starts of ${pod}, a minute` },
          line: `slow ${pod} 1m`,
        })),
      ],
    },
  ],
};
