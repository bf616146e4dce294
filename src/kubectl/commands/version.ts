/** `kubectl version` and `kubectl cluster-info`. */
import { outputFlags } from '../arguments/common-flags.ts';
import type { Command } from '../command.ts';
import { Exit, failWith, nobodyAnswers } from '../exit.ts';
import { formatOf, formatted } from '../output/formats.ts';

const gitVersion = 'v1.36.2';

export const version: Command = {
  name: 'version',
  summary: { es: 'Las versiones de kubectl y del servidor', en: 'The versions of kubectl and of the server' },
  examples: [['kubectl version', { es: 'Las dos', en: 'Both' }]],
  flags: [...outputFlags, { name: 'client', type: 'bool' }],
  isLocal: true,
  run(call) {
    if (call.args.length > 0) failWith(`extra arguments: [${call.args.join(' ')}]`);
    const output = call.flags.text('output');
    if (!['', 'yaml', 'json'].includes(output)) failWith("--output must be 'yaml' or 'json'");
    const format = formatOf(call);
    const own = { gitVersion, major: '1', minor: '36' };
    if (format.name !== '') {
      call.print(
        formatted(format, {
          clientVersion: own,
          kustomizeVersion: 'v5.8.1',
          ...(!call.flags.is('client') && { serverVersion: own }),
        }),
      );
      return;
    }
    call.line(`Client Version: ${gitVersion}`);
    call.line('Kustomize Version: v5.8.1');
    if (call.flags.is('client')) return;
    if (!call.cluster.isAnswering) throw new Exit(nobodyAnswers);
    call.line(`Server Version: ${gitVersion}`);
  },
};

export const clusterInfo: Command = {
  name: 'cluster-info',
  summary: { es: 'Dónde escucha el clúster', en: 'Where the cluster listens' },
  examples: [['kubectl cluster-info', { es: 'El plano de control', en: 'The control plane' }]],
  run(call) {
    if (call.args[0] === 'dump') {
      failWith(
        'the simulator leaves out "kubectl cluster-info dump": "kubectl get all -A -o yaml" shows what there is',
      );
    }
    call.line('Kubernetes control plane is running at https://127.0.0.1:6443');
    call.line('CoreDNS is running at https://127.0.0.1:6443/api/v1/namespaces/kube-system/services/kube-dns:dns/proxy');
    call.line('');
    call.line("To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.");
  },
};
