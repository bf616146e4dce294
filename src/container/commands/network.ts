/** `nc`, `telnet`, `ping`, `nslookup`, `dig`, `getent`: can a name be resolved, does somebody listen. */
import { sleep } from '#simulation/coroutine.ts';
import { type Command, complain, options, say } from '../call.ts';
import { isAddress } from '../network-namespace.ts';
import { Collector, readAll } from '../streams.ts';
import { spawn } from './spawn.ts';

export const nc: Command = {
  names: ['nc', 'netcat', 'telnet', 'ncat'],
  directory: '/usr/bin',
  *run(call) {
    const { flags, values, rest } = options(call.args, 'zvnluk4q', 'wipec', [
      'listen',
      'keep-open',
      'send-only',
      'recv-only',
      'max-conns',
      'wait',
    ]);
    const { world } = call.process;
    if (flags.has('l') || flags.has('listen')) {
      const program = values.get('c') ?? values.get('e');
      const port = Number(values.get('p') ?? rest.at(-1));
      if (!Number.isInteger(port) || port < 1 || port > 65_535) return complain(call, 'bad port');
      const listening = world.network.listen({
        port,
        process: call.process,
        protocol: 'text',
        onlyLocal: false,
        reply: () => ({ kind: 'closed' }),
        // `ncat --listen -c 'a program'`: whoever connects gets what it prints.
        ...(program !== undefined && {
          *stream() {
            const output = new Collector();
            yield* spawn({ ...call, output }, ['sh', '-c', program]);
            return output.text;
          },
        }),
      });
      if (!listening) return complain(call, 'bind: Address already in use');
      yield () => undefined;
      return 0;
    }
    const [host = '', portWord = ''] = rest;
    const port = Number(portWord);
    if (!Number.isInteger(port) || port < 1) return complain(call, 'bad port');
    const connection = world.network.connect(host, port);
    if (connection.kind === 'unknown-name') return complain(call, `bad address '${host}'`);
    if (connection.kind === 'timeout') {
      yield sleep(world.clock, (Number(values.get('w')) || 120) * 1000);
      return complain(call, `${host} (${connection.address}:${port}): Connection timed out`);
    }
    if (connection.kind === 'refused') {
      if (!flags.has('z') || flags.has('v'))
        complain(call, `${host} (${connection.address}:${port}): Connection refused`);
      return 1;
    }
    if (flags.has('v')) call.errors.write(`${host} (${connection.address}:${port}) open\n`);
    if (flags.has('z')) return 0;
    if (connection.listener.stream) {
      call.output.write(yield* connection.listener.stream());
      return 0;
    }
    const reply = connection.listener.reply({ protocol: 'text', text: yield* readAll(call.input) });
    if (reply.kind === 'silence') {
      yield values.has('w') ? sleep(world.clock, Number(values.get('w')) * 1000) : () => undefined;
      return 1;
    }
    if (reply.kind === 'answer') call.output.write(reply.text);
    return 0;
  },
};

export const ping: Command = {
  names: ['ping'],
  *run(call) {
    const { values, rest } = options(call.args, 'q46', 'cwWi');
    const host = rest[0] ?? '';
    const { world } = call.process;
    const address = isAddress(host)
      ? host
      : host === 'localhost'
        ? '127.0.0.1'
        : world.network.outside.resolve(host)[0];
    if (address === undefined) return complain(call, `bad address '${host}'`);
    say(call, `PING ${host} (${address}): 56 data bytes`);
    const count = Number(values.get('c') ?? Number.POSITIVE_INFINITY);
    for (let sequence = 0; sequence < count; sequence++) {
      if (sequence > 0) yield sleep(world.clock, 1000);
      say(call, `64 bytes from ${address}: seq=${sequence} ttl=64 time=0.100 ms`);
    }
    return 0;
  },
};

export const nslookup: Command = {
  names: ['nslookup', 'dig', 'host'],
  directory: '/usr/bin',
  *run(call) {
    const words = call.args.filter((word) => !word.startsWith('-') && !word.startsWith('+') && !word.startsWith('@'));
    const name = words[0] ?? '';
    const { world } = call.process;
    const addresses = name === 'localhost' ? ['127.0.0.1'] : world.network.outside.resolve(name);
    if (call.name.endsWith('dig')) {
      for (const address of addresses) say(call, address);
      return 0;
    }
    if (world.network.outside.resolverAnswers?.() === false) {
      yield sleep(world.clock, 15_000);
      say(call, ';; connection timed out; no servers could be reached\n');
      return 1;
    }
    say(call, 'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n');
    if (addresses.length === 0) {
      say(call, `** server can't find ${name}: NXDOMAIN\n`);
      return 1;
    }
    for (const address of addresses) say(call, `Name:\t${name}\nAddress: ${address}`);
    say(call, '');
    return 0;
  },
};

export const getent: Command = {
  names: ['getent'],
  directory: '/usr/bin',
  run(call) {
    const [database, name = ''] = call.args;
    if (database !== 'hosts' && database !== 'ahosts') return 2;
    const addresses = call.process.world.network.outside.resolve(name);
    for (const address of addresses) say(call, `${address.padEnd(15)} ${name}`);
    return addresses.length === 0 ? 2 : 0;
  },
};
