/** Commands of the real kubectl that make no sense on a simulated cluster: each answers in one sentence. */

const commandsLeftOut: Readonly<Record<string, string>> = {
  attach:
    'attach is left out: the simulator has no terminals to attach to; "kubectl logs" shows what a container prints',
  proxy: 'proxy is left out: the simulated API server listens nowhere',
  'port-forward':
    'port-forward is left out: the simulated pods listen nowhere outside; ask from inside with "kubectl exec"',
  certificate: 'certificate is left out: the simulated cluster signs no certificates',
  kustomize: 'kustomize is left out: the simulator applies plain manifests',
  plugin: 'plugin is left out: the simulator runs no programs of yours',
  completion: 'completion is left out: the prompt completes by itself',
  alpha: 'alpha is left out: the simulator has no alpha commands',
};

export function leftOut(command: string): string | undefined {
  return Object.hasOwn(commandsLeftOut, command) ? commandsLeftOut[command] : undefined;
}
