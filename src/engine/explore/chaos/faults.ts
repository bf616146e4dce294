/**
 * The faults a class may vote for when all designs are in: what each is called, where it can strike, and the steps of the script
 * that make it happen. Apart from the run itself (chaos.ts), because a page asks for them and must not load a simulator.
 * A fault is named by its step, and strikes the role that most checks look at; `crash/db` strikes another.
 */
import type { Text } from '#base/text.ts';
import type { Scenario, ScriptStep } from '../../scenario.ts';

export interface ChaosFault {
  readonly id: string;
  readonly title: Text;
}

interface FaultKind {
  readonly name: string;
  title(role: Text, zone: string): Text;
  /** Absent: everywhere. */
  isPossible?(scenario: Scenario): boolean;
  /** Nobody can look for data afterwards: what hangs has them, and gives them to nobody. */
  readonly hidesData?: true;
  steps(role: string, zone: string): readonly ScriptStep[];
}

/** In the order in which they are offered where a quiz names none. */
const kinds: readonly FaultKind[] = [
  {
    name: 'node-down',
    title: ({ es, en }) => ({ es: `Se apaga un nodo: ${es}`, en: `A node loses its power: ${en}` }),
    isPossible: hasAnotherNode,
    steps: (role) => [{ step: 'node-down', role, as: struck }],
  },
  {
    name: 'crash',
    title: ({ es, en }) => ({ es: `Se cae el programa: ${es}`, en: `The program crashes: ${en}` }),
    steps: (role) => [{ step: 'crash', role, as: struck }],
  },
  {
    name: 'hang',
    hidesData: true,
    title: ({ es, en }) => ({ es: `Se cuelga el programa: ${es}`, en: `The program hangs: ${en}` }),
    steps: (role) => [{ step: 'hang', role, as: struck }],
  },
  {
    name: 'load',
    title: ({ es, en }) => ({
      es: `Carga: cada respuesta tarda 3 s más durante 5 minutos: ${es}`,
      en: `Load: for 5 minutes each answer takes 3 s more: ${en}`,
    }),
    steps: (role) => [
      { step: 'load', role, milliseconds: 3000, as: struck },
      { step: 'wait', seconds: 300 },
      { step: 'load', role, milliseconds: 0 },
    ],
  },
  {
    name: 'registry-slow',
    title: ({ es, en }) => ({
      es: `Registro lento (5 minutos por descarga) y se apaga un nodo: ${es}`,
      en: `A slow registry (5 minutes a pull) and a node loses its power: ${en}`,
    }),
    isPossible: hasAnotherNode,
    steps: (role) => [
      { step: 'registry-slow', seconds: 300 },
      { step: 'node-down', role, as: struck },
    ],
  },
  {
    name: 'zone-down',
    title: (_role, zone) => ({ es: `Se apaga toda la zona ${zone}`, en: `The whole zone ${zone} loses its power` }),
    isPossible: (scenario) => zonesOf(scenario).length > 1,
    steps: (_role, zone) => [{ step: 'zone-down', zone, as: struck }],
  },
  {
    name: 'drain',
    title: ({ es, en }) => ({
      es: `Mantenimiento: se vacía un nodo: ${es}`,
      en: `Maintenance: a node is drained: ${en}`,
    }),
    isPossible: hasAnotherNode,
    steps: (role) => [{ step: 'drain', role, as: struck }],
  },
  {
    name: 'delete-pod',
    title: ({ es, en }) => ({ es: `Alguien borra un pod: ${es}`, en: `Somebody deletes a pod: ${en}` }),
    steps: (role) => [{ step: 'delete-pod', role, as: struck }],
  },
  {
    name: 'memory-leak',
    title: ({ es, en }) => ({
      es: `Pierde memoria, 2 MiB cada segundo: ${es}`,
      en: `It leaks memory, 2 MiB each second: ${en}`,
    }),
    steps: (role) => [{ step: 'memory-leak', role, mebibytesPerSecond: 2, as: struck }],
  },
  {
    name: 'disk-full',
    title: ({ es, en }) => ({
      es: `Se llena el disco durante 5 minutos: ${es}`,
      en: `The disk is full for 5 minutes: ${en}`,
    }),
    steps: (role) => [
      { step: 'disk-full', role, as: struck },
      { step: 'wait', seconds: 300 },
      { step: 'end-disk-full', role },
    ],
  },
  {
    name: 'maintenance',
    title: ({ es, en }) => ({
      es: `Se cierra 5 minutos para su mantenimiento: ${es}`,
      en: `It shuts itself in for 5 minutes of maintenance: ${en}`,
    }),
    steps: (role) => [
      { step: 'maintenance', role, as: struck },
      { step: 'wait', seconds: 300 },
      { step: 'end-maintenance', role },
    ],
  },
  {
    name: 'component-down',
    title: ({ es, en }) => ({
      es: `No funciona el scheduler y alguien borra un pod: ${es}`,
      en: `The scheduler is down and somebody deletes a pod: ${en}`,
    }),
    steps: (role) => [
      { step: 'component-down', component: 'kube-scheduler' },
      { step: 'delete-pod', role, as: struck },
      { step: 'wait', seconds: 300 },
      { step: 'component-up', component: 'kube-scheduler' },
    ],
  },
];

/** The instant of the fault in the script. */
const struck = 'chaos-strikes';

const mostFaults = 6;

export const chaosFaultNames: readonly string[] = kinds.map(({ name }) => name);

/** What can be voted for: what the quiz names, as far as it can happen here, or else the first of the list above. */
export function chaosFaults(scenario: Scenario, wanted: readonly string[] = []): readonly ChaosFault[] {
  if (!canFaceChaos(scenario)) return [];
  const known = (wanted.length > 0 ? wanted : chaosFaultNames).flatMap((id) => chaosFault(scenario, id) ?? []);
  return known.slice(0, mostFaults);
}

/** Nothing where there is no such fault, or it cannot happen here. */
export function chaosFault(scenario: Scenario, id: string): ChaosFault | undefined {
  const found = lookUp(scenario, id);
  return found && { id, title: found.kind.title(found.title, found.zone) };
}

export function chaosSteps(scenario: Scenario, id: string): readonly ScriptStep[] {
  const found = lookUp(scenario, id);
  return found ? found.kind.steps(found.role, found.zone) : [];
}

/** Whether data can be looked for when it is over. */
export function showsData(scenario: Scenario, id: string): boolean {
  return lookUp(scenario, id)?.kind.hidesData === undefined;
}

/** A design is something that goes on running in a cluster: written, or an option with manifests. */
function canFaceChaos(scenario: Scenario): boolean {
  const isDesign = ['manifest', 'fix', 'choice', 'design'].includes(scenario.type);
  return isDesign && scenario.world !== 'docker' && Object.keys(scenario.roles).length > 0;
}

/** The role that most checks look at; of several the first. */
export function mainRole({ roles, checks }: Scenario): string {
  const names = Object.keys(roles);
  const mentions = (role: string) => checks.filter((check) => check['role'] === role).length;
  return names.reduce((most, role) => (mentions(role) > mentions(most) ? role : most), names[0] ?? '');
}

function lookUp(scenario: Scenario, id: string) {
  const [name, wanted, ...more] = id.split('/');
  const kind = kinds.find((one) => one.name === name);
  const role = wanted ?? mainRole(scenario);
  if (!kind || more.length > 0 || !Object.hasOwn(scenario.roles, role)) return undefined;
  if (kind.isPossible && !kind.isPossible(scenario)) return undefined;
  const title = scenario.roles[role]?.title ?? { es: role, en: role };
  return { kind, role, title, zone: zonesOf(scenario)[0] ?? '' };
}

/** Where there is but one node, whoever loses it is down for good, whatever was designed. */
function hasAnotherNode({ cluster }: Scenario): boolean {
  return cluster.nodes.length > 1;
}

function zonesOf({ cluster }: Scenario): readonly string[] {
  const zones = cluster.nodes.flatMap(({ labels }) => labels?.['topology.kubernetes.io/zone'] ?? []);
  return [...new Set(zones)].sort();
}
