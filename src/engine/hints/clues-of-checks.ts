/** Where a broken check leads when nothing in the run complained: the design does what was written, and that is not enough. */
import type { Text } from '#base/text.ts';
import { type Clue, fieldText } from './clues-of-entries.ts';

export function clueOfCheck(check: string, isHost: boolean): Clue {
  if (isHost) return onHost;
  return clues.find(({ checks }) => checks.includes(check)) ?? anything;
}

const look = (es: string, en: string): Text => ({ es, en });

const clues: readonly (Clue & { readonly checks: readonly string[] })[] = [
  {
    checks: ['requests-served', 'no-request-lost'],
    where: look(
      'Mira qué pods recibían tráfico cuando fallaron las peticiones',
      'Look at which pods got traffic when the requests failed',
    ),
    field: fieldText(
      'readinessProbe, lifecycle.preStop, strategy.rollingUpdate',
      'cuándo empieza y cuándo deja de recibir tráfico cada pod, y cuántos hay entretanto',
      'when each pod begins and ceases to get traffic, and how many there are meanwhile',
    ),
  },
  {
    checks: [
      'endpoints-ready',
      'out-of-endpoints-within',
      'back-in-endpoints-within',
      'stays-out-of-service',
      'reachable-from',
      'reachable-from-outside',
    ],
    where: look(
      'Mira los endpoints del Service (`kubectl get endpointslices`)',
      'Look at the endpoints of the Service (`kubectl get endpointslices`)',
    ),
    field: fieldText(
      'selector, ports.targetPort, readinessProbe',
      'a qué pods elige el Service, a qué puerto les llama y si están listos',
      'which pods the Service selects, which port it calls and whether they are ready',
    ),
  },
  {
    checks: ['unreachable-from', 'unreachable-from-outside'],
    where: look('Mira qué NetworkPolicies y qué Services hay', 'Look at which NetworkPolicies and Services there are'),
    field: fieldText(
      'podSelector, policyTypes, ingress.from',
      'a quién protege la política y a quién deja pasar',
      'whom the policy protects and whom it lets in',
    ),
  },
  {
    checks: ['killed-within'],
    where: look(
      'Mira qué pasa después de colgarse: ¿quién lo nota?',
      'Look at what happens after the hang: who notices?',
    ),
    field: fieldText(
      'livenessProbe',
      'qué pregunta, cada cuánto y cuántos fallos aguanta',
      'what it asks, how often and how many failures it bears',
    ),
  },
  {
    checks: ['restarts-at-most', 'not-replaced', 'no-new-pod'],
    where: look(
      'Mira quién mató al contenedor o borró el pod, y por qué',
      'Look at who killed the container or deleted the pod, and why',
    ),
    field: fieldText(
      'livenessProbe, startupProbe, restartPolicy',
      'quién puede reiniciar y con cuánta paciencia',
      'who may restart it and with how much patience',
    ),
  },
  {
    checks: ['ready-within', 'replicas-ready'],
    where: look(
      'Mira cuántos pods hay y cuáles no están listos (`kubectl get pods`)',
      'Look at how many pods there are and which are not ready (`kubectl get pods`)',
    ),
    field: fieldText(
      'replicas, readinessProbe',
      'cuántos pods pides y cuándo se dan por listos',
      'how many pods you ask for and when they count as ready',
    ),
  },
  {
    checks: ['data-survives', 'own-volume-each', 'shared-volume', 'no-two-writers', 'volume-behind', 'volume-is'],
    where: look(
      'Mira dónde quedan los datos de cada pod (`kubectl get pvc` y sus montajes)',
      'Look at where the data of each pod is kept (`kubectl get pvc` and its mounts)',
    ),
    field: fieldText(
      'volumeMounts.mountPath, volumes, volumeClaimTemplates',
      'qué volumen hay en esa ruta y con quién se comparte',
      'which volume lies at that path and with whom it is shared',
    ),
  },
  {
    checks: ['same-identity-after-loss', 'scales-alone', 'cluster-formed'],
    where: look(
      'Mira cómo se llaman los pods y quién los crea',
      'Look at what the pods are called and who creates them',
    ),
    field: fieldText(
      'kind, serviceName',
      'qué controlador da nombres fijos, y con qué Service headless',
      'which controller gives fixed names, and with which headless Service',
    ),
  },
  {
    checks: [
      'scheduled-apart',
      'scheduled-together',
      'scheduled-on',
      'scheduled-beside',
      'not-scheduled-on',
      'one-on-every-node',
      'stays-pending',
    ],
    where: look(
      'Mira en qué nodo está cada pod (`kubectl get pods -o wide`)',
      'Look at which node each pod is on (`kubectl get pods -o wide`)',
    ),
    field: fieldText(
      'affinity, nodeSelector, tolerations, topologySpreadConstraints',
      'qué acerca, aparta o permite cada regla, y si es obligatoria',
      'what each rule attracts, keeps apart or permits, and whether it must hold',
    ),
  },
  {
    checks: ['evictable-within-budget'],
    where: look(
      'Mira el PodDisruptionBudget mientras se vacía el nodo (`kubectl get pdb`)',
      'Look at the PodDisruptionBudget while the node is drained (`kubectl get pdb`)',
    ),
    field: fieldText(
      'minAvailable, maxUnavailable, replicas',
      'cuántos pueden faltar a la vez',
      'how many may be missing at once',
    ),
  },
  {
    checks: ['runs-on-schedule', 'never-two-at-once'],
    where: look(
      'Mira cuándo empieza y cuándo acaba cada ejecución (`kubectl get jobs`)',
      'Look at when each run begins and ends (`kubectl get jobs`)',
    ),
    field: fieldText(
      'schedule, timeZone, concurrencyPolicy',
      'cuándo toca y qué pasa si la anterior no ha acabado',
      'when it is due and what happens if the last one is not over',
    ),
  },
  {
    checks: ['ends-within', 'tries-at-most', 'runs-to-completion', 'gives-up-within'],
    where: look(
      'Mira cuántas veces se intenta y cuándo se deja de intentar',
      'Look at how often it is tried and when trying ends',
    ),
    field: fieldText(
      'backoffLimit, activeDeadlineSeconds, restartPolicy',
      'cuántos intentos y cuánto tiempo se dan',
      'how many tries and how much time are given',
    ),
  },
  {
    checks: ['environment-has', 'file-content', 'command-output', 'logs-arrive'],
    where: look('Mira el contenedor por dentro (`kubectl exec`)', 'Look inside the container (`kubectl exec`)'),
    field: fieldText(
      'env, envFrom, volumes, volumeMounts',
      'de dónde sale cada dato y dónde aparece',
      'where each piece of data comes from and where it appears',
    ),
  },
  {
    checks: ['uses-memory-medium', 'volume-limited', 'memory-limited', 'cost'],
    where: look('Mira lo que piden y limitan tus objetos', 'Look at what your objects ask for and limit'),
    field: fieldText(
      'resources, emptyDir.medium, emptyDir.sizeLimit',
      'cuánto puede usar cada cosa',
      'how much each thing may use',
    ),
  },
  {
    checks: ['resource-accepted', 'resource-refused'],
    where: look('Mira qué contestó el API server', 'Look at what the API server answered'),
    field: fieldText('hard, limits, scopes', 'qué cuenta la cuota o el límite', 'what the quota or the limit counts'),
  },
  {
    checks: ['image-running'],
    where: look('Mira el despliegue (`kubectl rollout status`)', 'Look at the rollout (`kubectl rollout status`)'),
    field: fieldText(
      'image, strategy',
      'qué imagen pide la plantilla y cómo se sustituyen los pods',
      'which image the template asks for and how pods are replaced',
    ),
  },
];

const onHost: Clue = {
  where: look('Mira `docker ps -a` y `docker logs`', 'Look at `docker ps -a` and `docker logs`'),
  field: look(
    'Lo deciden las opciones (`-d`, `-e`, `-v`, `-p`, `--restart`) y lo que va detrás de la imagen; en Compose, `command`, `environment`, `volumes`, `ports` y `restart`.',
    'Options decide it (`-d`, `-e`, `-v`, `-p`, `--restart`) and what stands behind the image; in Compose `command`, `environment`, `volumes`, `ports` and `restart`.',
  ),
};

const anything: Clue = {
  where: look('Sigue la línea de tiempo hasta la primera línea en rojo', 'Follow the timeline to the first red line'),
  field: look('Compara cada campo con lo que dice esa línea.', 'Hold each field against what that line says.'),
};
