/**
 * A server described by facts: demands its environment, prepares or finds its data, takes its time, listens, answers, and
 * stops when told. What it answers is decided by its protocol (the files beside this one).
 */
import { type Pause, type Routine, sleep } from '#simulation/coroutine.ts';
import { FileError } from '../files/file-error.ts';
import { join } from '../files/paths.ts';
import type { DataFacts, Listening, ProgramFacts } from '../image.ts';
import type { Listener, Reply, Request } from '../network-namespace.ts';
import { killedBy, Process } from '../process.ts';
import { signalNamed } from '../signals.ts';
import { configuredPorts } from './configured-ports.ts';
import { ElasticsearchServer } from './elasticsearch.ts';
import { httpReply } from './http.ts';
import { enterCluster, join as joinCluster } from './joining.ts';
import { Load } from './load.ts';
import { LogShipper } from './log-shipper.ts';
import { knowsNobody, Member } from './member.ts';
import { MysqlServer } from './mysql.ts';
import { readNginx, unknownUpstream } from './nginx-configuration.ts';
import { PostgresServer } from './postgres.ts';
import { RedisServer } from './redis.ts';
import { argumentOf, type Server, type Speaker } from './speaker.ts';
import { missingStartFile } from './start-files.ts';
import { ZookeeperServer } from './zookeeper.ts';

export function* runServer(
  process: Process,
  facts: ProgramFacts,
  options: { readonly prepared: boolean },
): Routine<number> {
  const { world } = process;
  if (process.argv.slice(1).some((word) => facts.informs?.includes(word))) {
    if (/ -s (quit|stop)\b/.test(process.argv.join(' '))) stopTheOther(process);
    return 0;
  }
  if (facts.foreground && !staysInFront(process, facts)) {
    const { argv, environment, workingDirectory, user, input, output, errors } = process;
    const daemon = new Process({ argv, world, environment, workingDirectory, user, input, output, errors });
    daemon.start(runServer(daemon, { ...facts, foreground: [] }, options));
    return 0;
  }
  const dataDirectory = facts.data ? directoryOf(facts.data, process) : undefined;
  const log = (line: string) => process.errors.write(`${line}\n`);
  let stop: (() => void) | undefined;
  let stopping = false;
  const onStop = () => {
    stopping = true;
    stop?.();
  };
  // Beside the usual ones, a server stops for the signal its image names: Apache for WINCH.
  const own = signalNamed(world.image.stopSignal);
  for (const signal of ['TERM', 'INT', 'QUIT', ...(own ? [own] : [])] as const) process.handlers.set(signal, onStop);
  const pause =
    (seconds: number): Pause<void> =>
    (resume) => {
      stop = () => resume();
      const callOff = seconds === Number.POSITIVE_INFINITY ? undefined : sleep(world.clock, seconds * 1000)(resume);
      return () => callOff?.();
    };
  for (const line of facts.log.starting) log(line);
  // Only a server starts up; a task works from its first moment.
  if (facts.endsAfterSeconds === undefined) world.report('starting');
  const missing = missingStartFile(process, facts.startFiles);
  if (missing !== undefined) {
    log(missing);
    return 1;
  }
  const configuration =
    facts.http?.configuration === undefined ? undefined : readNginx(process, facts.http.configuration);
  const stranger = configuration && unknownUpstream(process, configuration);
  if (stranger !== undefined) {
    log(stranger);
    return 1;
  }
  const wasAlone = facts.cluster !== undefined && knowsNobody(process, facts.cluster);
  let first = false;
  if (facts.data && dataDirectory !== undefined) {
    const marker = join(dataDirectory, facts.data.marker);
    first = world.files.find(marker) === undefined;
    if (first && !options.prepared && facts.entrypoint !== undefined) {
      log(`${process.argv[0] ?? ''}: ${dataDirectory}: no data directory was prepared`);
      return 1;
    }
    const { locks, key } = world.files.lockOf(dataDirectory);
    const holder = locks.get(key);
    if (facts.data.lock && holder && holder !== process) {
      world.report('locked-out', dataDirectory);
      const until = world.clock.nowMs + facts.data.lock.seconds * 1000;
      while (locks.has(key) && !stopping && world.clock.nowMs < until)
        yield pause(Math.min(1, facts.data.lock.seconds));
      if (stopping) return facts.stopExitCode;
      if (locks.has(key)) {
        for (const line of facts.data.lock.messages) log(line);
        return facts.data.lock.exitCode;
      }
    }
    locks.set(key, process);
    process.onEnd(() => {
      if (locks.get(key) === process) locks.delete(key);
    });
  }
  const need = facts.needs.find((one) => one.without !== 'answer');
  if (need?.without === 'wait') while (!stopping && !satisfied(need, process)) yield pause(1);
  if (need?.without === 'exit' && !satisfied(need, process)) {
    log(need.body);
    return 1;
  }
  const seconds = world.conditions.startSeconds ?? (first ? facts.firstStartSeconds : facts.startSeconds);
  if (seconds > 0 && !stopping) yield pause(seconds);
  if (stopping) return facts.stopExitCode;
  const member = enterCluster(facts, process, wasAlone);
  if (member && !(member instanceof Member)) {
    for (const line of member.messages) log(line);
    return member.exitCode;
  }
  const joining = { keepsData: facts.data !== undefined && !first, pause, stopping: () => stopping, log };
  if (member?.facts.joinsFirst) {
    const exitCode = yield* joinCluster(member, joining);
    if (exitCode !== undefined) return exitCode;
    if (stopping) return facts.stopExitCode;
  }
  const load = loadOf(facts, process);
  const server: Server = { process, facts, dataDirectory, member, load, configuration, sinceMs: world.clock.nowMs };
  if (facts.data && dataDirectory !== undefined) prepare(server, facts.data, dataDirectory);
  const speakers = new Map<string, Speaker>();
  for (const { chosen, protocol, onlyLocal } of facts.listens.flatMap((one) => chosenPorts(process, one))) {
    if (member && chosen === member.facts.port) continue; // they meet there already
    const speaker = speakers.get(protocol) ?? speakerFor(protocol, server);
    speakers.set(protocol, speaker);
    const listener: Listener = {
      port: chosen,
      process,
      protocol: protocol === 'elasticsearch' ? 'http' : protocol,
      onlyLocal,
      ...(load && protocol === 'http' ? { load } : {}),
      reply: (request) =>
        world.conditions.hung ? { kind: 'silence' } : delayed(replyOf(speaker, request), world.conditions.delayMs),
    };
    if (!world.network.listen(listener)) {
      log(`${process.argv[0] ?? ''}: bind: Address already in use (port ${chosen})`);
      return 1;
    }
  }
  for (const line of facts.log.ready) log(line);
  process.memoryBytes = memoryOf(facts, process);
  const idleMillis = cpuOf(facts, process);
  process.cpuMillis = () => idleMillis + (load?.cpuMillis(world.clock.nowMs) ?? 0);
  if (process.memoryBytes > world.limits.memoryBytes) {
    world.report('out-of-memory');
    yield pause(1);
    if (!stopping) world.onOutOfMemory();
    return killedBy('KILL');
  }
  if (facts.endsAfterSeconds !== undefined) {
    yield pause(facts.endsAfterSeconds);
    if (process.hung) yield () => undefined;
    return stopping ? facts.stopExitCode : 0;
  }
  const shipper = facts.shipper && LogShipper.start(process, facts.shipper);
  if (typeof shipper === 'string') {
    log(shipper);
    return 1;
  }
  world.report('up');
  if (member) member.onLost = () => world.clock.after(1000, () => stop?.());
  while (!stopping) {
    if (member && !member.ring) {
      const exitCode = yield* joinCluster(member, { ...joining, keepsData: true });
      if (exitCode !== undefined) return exitCode;
    } else if (shipper) {
      shipper.scan();
      yield pause(facts.shipper?.scanSeconds ?? 10);
    } else yield pause(Number.POSITIVE_INFINITY);
  }
  member?.leave();
  world.report('stopping');
  stop = undefined;
  if (facts.stopSeconds > 0) yield sleep(world.clock, facts.stopSeconds * 1000);
  return facts.stopExitCode;
}

/** `nginx -s quit` asks the one that serves to stop. */
function stopTheOther(process: Process): void {
  const others = [...process.world.pids.processes.values()].filter((other) => other !== process);
  others.find(({ argv }) => argv[0] === process.argv[0])?.signal('QUIT', 'inside');
}

/** Where nothing keeps it in front it is a daemon: the process that was started ends at once, and a container with it. */
function staysInFront(process: Process, { foreground = [], http }: ProgramFacts): boolean {
  const configuration = http?.configuration === undefined ? '' : contentAt(process, http.configuration);
  const said = `${process.argv.slice(1).join(' ')} ${configuration}`.replace(/\s+/g, ' ');
  return foreground.length === 0 || foreground.some((word) => said.includes(word));
}

function contentAt(process: Process, path: string): string {
  const node = process.world.files.find(path);
  return node?.type === 'file' ? node.content : '';
}

/** Where it listens: as its arguments, its environment or its configuration say, else at the usual port. */
function chosenPorts(process: Process, { port, protocol, argument, environment, configuration, onlyLocal }: Listening) {
  const configured = configuration === undefined ? undefined : configuredPorts(process, configuration);
  if (configured) return configured.map((chosen) => ({ chosen, protocol, onlyLocal }));
  const wanted = Number(
    argumentOf(process, argument) ?? (environment ? process.environment.get(environment) : undefined) ?? port,
  );
  const chosen = Number.isInteger(wanted) && wanted > 0 && wanted < 65_536 ? wanted : port;
  return [{ chosen, protocol, onlyLocal }];
}

function satisfied(need: ProgramFacts['needs'][number], process: Process): boolean {
  return connectNeed(need, process) === 'answers';
}

/** Asks the other server as this one would: `SELECT 1`, `PING`, or only a connection. */
function connectNeed(need: ProgramFacts['needs'][number], process: Process): 'answers' | 'refuses' | 'silence' {
  const value = (setting: { environment: string; otherwise: string } | undefined) =>
    setting ? (process.environment.get(setting.environment) ?? setting.otherwise) : '';
  // `http://elasticsearch:9200` names a host as well.
  const [host = '', port] = value(need.host)
    .replace(/^[a-z]+:\/\//, '')
    .split(/[:/,]/);
  // Nobody has put a socket there: it belongs to a server in the same container.
  if (need.localhostIsSocket && host === 'localhost') return 'refuses';
  const connection = process.world.network.connect(host, Number(port ?? need.port) || need.port);
  if (connection.kind === 'timeout') return 'silence';
  if (connection.kind !== 'connected') return 'refuses';
  const [user, password, database] = [value(need.user), value(need.password), value(need.database)];
  const request: Request | undefined =
    need.protocol === 'mysql'
      ? { protocol: 'mysql', user, password, fromSocket: false, database, statement: 'SELECT 1' }
      : need.protocol === 'postgres'
        ? { protocol: 'postgres', user, password, database, statement: 'SELECT 1' }
        : need.protocol === 'redis'
          ? { protocol: 'redis', password: password === '' ? undefined : password, command: ['PING'] }
          : undefined;
  if (!request) return 'answers';
  const reply = connection.listener.reply(request);
  return reply.kind === 'silence' ? 'silence' : reply.kind === 'answer' && reply.ok ? 'answers' : 'refuses';
}

/** A server whose disk is full answers with an error and goes on. */
function replyOf(speaker: Speaker, request: Request): Reply {
  try {
    return speaker.reply(request);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return { kind: 'answer', ok: false, status: 500, text: `ERROR 1030 (HY000): Got error 28 "${error.message}"` };
  }
}

function delayed(reply: Reply, delayMs: number): Reply {
  return reply.kind === 'answer' && delayMs > 0 ? { ...reply, afterMs: (reply.afterMs ?? 0) + delayMs } : reply;
}

function speakerFor(protocol: string, server: Server): Speaker {
  switch (protocol) {
    case 'mysql':
      return new MysqlServer(server);
    case 'postgres':
      return new PostgresServer(server);
    case 'redis':
      return new RedisServer(server);
    case 'zookeeper':
      return new ZookeeperServer(server);
    case 'elasticsearch':
      return new ElasticsearchServer(server);
    case 'http':
      return { reply: (request) => httpReply(server, request, connectNeed) };
    default:
      return {
        reply: (request) =>
          request.protocol === 'text' ? { kind: 'answer', ok: true, status: 0, text: '' } : { kind: 'closed' },
      };
  }
}

function directoryOf(data: DataFacts, process: Process): string {
  return (
    argumentOf(process, data.argument) ??
    (data.environment ? process.environment.get(data.environment) : undefined) ??
    data.directory
  );
}

/** What it takes once it runs: `--vm-bytes 250M`, else what is known of it. */
function memoryOf(facts: ProgramFacts, process: Process): number {
  const given = /^(\d+)([KMG]?)i?B?$/i.exec(argumentOf(process, facts.memoryArgument) ?? '');
  if (!given) return facts.memoryBytes;
  return Number(given[1]) * ({ K: 1024, M: 1024 ** 2, G: 1024 ** 3 }[(given[2] ?? '').toUpperCase()] ?? 1);
}

/** How much processor it burns whatever it is asked: `-cpus 2`, else what is known of it. */
function cpuOf(facts: ProgramFacts, process: Process): number {
  const given = Number(argumentOf(process, facts.cpuArgument));
  return Number.isFinite(given) && given > 0 ? given * 1000 : facts.cpuMillis;
}

function loadOf({ http }: ProgramFacts, { world }: Process): Load | undefined {
  const { requestsPerSecond, cpuMilliseconds } = http ?? {};
  if (requestsPerSecond === undefined && cpuMilliseconds === undefined) return undefined;
  return new Load({ requestsPerSecond, cpuMilliseconds }, world.cpus);
}

function prepare(server: Server, data: DataFacts, directory: string): void {
  const { files } = server.process.world;
  files.makeDirectory(directory, { parents: true });
  for (const name of [data.marker, ...data.creates]) {
    const path = join(directory, name);
    if (files.find(path)) continue;
    if (name.endsWith('/')) files.makeDirectory(path, { parents: true });
    else {
      files.makeDirectory(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
      files.write(path, '');
    }
  }
}
