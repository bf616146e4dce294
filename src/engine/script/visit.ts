/**
 * Somebody outside of the cluster opens an address: a port of a node, a balancer, a host behind the ingress controller. The
 * Service is found by where it leads: names and, where the task leaves it free, node ports do not matter.
 */
import * as z from 'zod';
import type { Text } from '#base/text.ts';
import type { Visit } from '#cluster/network/outside.ts';
import { role } from '../checks/parameters.ts';
import { doorsTo } from '../play/doors.ts';
import type { HostStage } from '../play/host/host-stage.ts';
import type { Stage } from '../play/stage/stage.ts';
import { inEach } from '../words.ts';
import { defineStep } from './step.ts';

const parameters = z
  .strictObject({
    /** Who should answer; of `host`, where a machine with docker is called, nobody asks who it is. */
    role,
    through: z.enum(['node', 'balancer', 'ingress', 'host']),
    /** Of `node`: which one; each in turn where absent. */
    node: z.string().min(1).optional(),
    /** The port that is opened; of `node` the Service's own node port where absent. */
    port: z.int().min(1).max(65_535).optional(),
    /** Of `ingress`. */
    host: z.string().min(1).optional(),
    path: z.string().startsWith('/').optional(),
  })
  .refine(({ through, host }) => (through === 'ingress') === (host !== undefined), {
    error: '`host` belongs to `through: ingress`, which needs it',
  });

type Call = z.infer<typeof parameters>;

export const visit = defineStep<Call>({
  name: 'visit',
  parameters,
  run(stage, call, as) {
    const { title } = stage.role(call.role);
    const where =
      call.through === 'ingress'
        ? { es: `\`http://${call.host}${call.path ?? '/'}\``, en: `\`http://${call.host}${call.path ?? '/'}\`` }
        : call.through === 'balancer'
          ? { es: 'la dirección del balanceador', en: 'the address of the balancer' }
          : { es: 'un puerto de los nodos', en: 'a port of the nodes' };
    stage.note(
      inEach((language) =>
        language === 'es'
          ? `Alguien de fuera abre ${where.es} (${title.es})`
          : `Somebody outside opens ${where.en} (${title.en})`,
      ),
    );
    for (const { reached, found } of visits(stage, call)) {
      stage.seen.remember('visits', as ?? 'visit', { atMs: stage.elapsedMs, reached, found });
    }
    return 'done';
  },
  onHost(stage, { port = 80, path = '/' }, as) {
    stage.note({
      es: `Alguien de fuera abre el puerto ${port} de la máquina`,
      en: `Somebody outside opens port ${port} of the machine`,
    });
    const known = stage.visits.get(as ?? 'visit') ?? [];
    const visit = { atMs: stage.elapsedMs, ...answerAt(stage, port, path) };
    stage.visits.set(as ?? 'visit', [...known, visit]);
    return 'done';
  },
});

function answerAt(
  { host }: HostStage,
  port: number,
  path: string,
): { readonly reached: boolean; readonly found: Text } {
  const connection = host.connect(port);
  if (connection.kind !== 'connected')
    return {
      reached: false,
      found: { es: `En el puerto ${port} no contesta nadie.`, en: `Nobody answers on port ${port}.` },
    };
  const { listener } = connection;
  if (listener.protocol !== 'http')
    return {
      reached: true,
      found: { es: `El puerto ${port} acepta la conexión.`, en: `Port ${port} accepts the connection.` },
    };
  const reply = listener.reply({ protocol: 'http', method: 'GET', path, host: 'localhost', body: '', headers: {} });
  if (reply.kind !== 'answer')
    return {
      reached: false,
      found: {
        es: `El puerto ${port} acepta la conexión y no contesta.`,
        en: `Port ${port} accepts the connection and does not answer.`,
      },
    };
  const { status } = reply;
  return {
    reached: status < 400,
    found: { es: `Contesta con el estado ${status}.`, en: `It answers with status ${status}.` },
  };
}

/** Who answers must play the role: an address that leads to somebody else is none of its own. */
function visits(stage: Stage, call: Call): readonly { readonly reached: boolean; readonly found: Text }[] {
  const wanted = new Set(stage.living(call.role).map(({ name }) => `${name.namespace}/${name.name}`));
  return addresses(stage, call).map((address) => {
    if ('found' in address) return address;
    const { reached, found, pods } = stage.cluster.visit(address);
    const other = pods.find(({ namespace, name }) => !wanted.has(`${namespace}/${name}`));
    if (!reached || !other) return { reached, found };
    const { title } = stage.role(call.role);
    return {
      reached: false,
      found: {
        es: `Contesta otro pod, ${other.name}: no es ${title.es}.`,
        en: `Another pod answers, ${other.name}: it is not ${title.en}.`,
      },
    };
  });
}

function addresses(stage: Stage, call: Call): readonly (Visit | { readonly reached: false; readonly found: Text })[] {
  const { title } = stage.role(call.role);
  const path = call.path === undefined ? {} : { path: call.path };
  if (call.through === 'ingress') {
    return ingressClasses(stage).map((ingressClass) => ({
      through: 'ingress',
      host: call.host ?? '',
      ingressClass,
      ...path,
    }));
  }
  const doors = doorsTo(stage, call.role);
  const nobody = { es: `Ningún Service lleva aquí: ${title.es}.`, en: `No Service leads here: ${title.en}.` };
  if (call.through === 'balancer') {
    const door = doors.find(({ type, port }) => type === 'LoadBalancer' && (call.port ?? port) === port);
    if (door) {
      const service = `${door.namespace}/${door.name}`;
      return [{ through: 'balancer', port: door.port, service, ...path }];
    }
    const none = {
      es: `Ningún Service pide un balanceador: ${title.es}.`,
      en: `No Service asks for a balancer: ${title.en}.`,
    };
    return [{ reached: false, found: doors.length === 0 ? nobody : none }];
  }
  const port = call.port ?? doors.find(({ nodePort }) => nodePort !== undefined)?.nodePort;
  const none = {
    es: `Ningún Service abre un puerto en los nodos: ${title.es}.`,
    en: `No Service opens a port on the nodes: ${title.en}.`,
  };
  if (port === undefined) return [{ reached: false, found: doors.length === 0 ? nobody : none }];
  const nodes = call.node === undefined ? stage.client.list('Node').map(({ metadata }) => metadata.name) : [call.node];
  return nodes.map((node) => ({ through: 'node', node, port, ...path }));
}

/** The cluster has one ingress controller; it serves the classes there are. Without any it serves `nginx`. */
function ingressClasses(stage: Stage): readonly string[] {
  const names = stage.client.list('IngressClass').map(({ metadata }) => metadata.name);
  return names.length > 0 ? names : ['nginx'];
}
