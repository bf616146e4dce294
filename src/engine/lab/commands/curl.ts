/** `curl --from pod/web-0 http://db:5432`: what a pod would find there, step by step. Without `--from` curl is curl. */
import type { LabCall, LabCommand } from '../lab-command.ts';
import { nodeNames, podNames, podOf, serviceNames } from '../pods.ts';

export const curl: LabCommand = {
  name: 'curl',
  group: 'looking',
  usage: '[--from POD] URL',
  summary: {
    es: 'llama a una dirección, desde fuera o desde un pod',
    en: 'call an address, from outside or from a pod',
  },
  examples: [
    [
      'curl http://node-1:30080/',
      { es: 'desde fuera: nodos, balanceadores, Ingress', en: 'from outside: nodes, balancers, Ingresses' },
    ],
    ['curl --from web-0 http://db:5432', { es: 'desde un pod, con cada paso', en: 'from a pod, with each step' }],
  ],
  takes: (words) => words.some((word) => word === '--from' || word.startsWith('--from=')),
  run(call: LabCall) {
    const words = call.words.slice(1);
    const at = words.findIndex((word) => word.startsWith('--from'));
    const joined = words[at]?.split('=')[1];
    const [from] = words.splice(at, joined === undefined ? 2 : 1).slice(joined === undefined ? 1 : 0);
    const url = /^(?:(https?):\/\/)?([^/:]+)(?::(\d+))?(?:\/.*)?$/.exec(
      words.find((word) => !word.startsWith('-')) ?? '',
    );
    if (from === undefined || !url?.[2]) call.misused(curl);
    const { name: pod, namespace = '' } = podOf(call, joined ?? from).metadata;
    const port = Number(url[3] ?? (url[1] === 'https' ? 443 : 80));
    const report = call.room.cluster.connection({ namespace, pod, host: url[2], port });
    for (const { passed, found } of report.steps) call.print(`${passed ? '✔' : '✘'} ${found[call.language]}\n`);
    if (!report.reached) {
      call.refuse(`${pod} no llega a ${url[2]}:${port}`, `${pod} does not reach ${url[2]}:${port}`);
    }
  },
  complete: (room, before) => {
    if (before.at(-1) === '--from') return podNames(room);
    const hosts = before.includes('--from') ? serviceNames(room) : nodeNames(room);
    return ['--from', ...hosts.map((host) => `http://${host}`)];
  },
};
