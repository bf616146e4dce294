/** `zkCli.sh`, `nodetool`: what people ask servers that form a cluster. */
import { sleep } from '#simulation/coroutine.ts';
import { type Command, options, say } from '../call.ts';
import { readAll } from '../streams.ts';

export const zkCli: Command = {
  names: ['zkCli.sh'],
  directory: '/usr/bin',
  *run(call) {
    const words = [...call.args];
    const at = words.indexOf('-server');
    const [host = '', port = '2181'] = (at < 0 ? 'localhost:2181' : (words.splice(at, 2)[1] ?? '')).split(':');
    const given = words.length > 0 ? words : (yield* readAll(call.input)).trim().split(/\s+/);
    const { world } = call.process;
    const connection = world.network.connect(host, Number(port));
    say(call, `Connecting to ${host}:${port}`);
    const reply =
      connection.kind === 'connected'
        ? connection.listener.reply({ protocol: 'zookeeper', words: given })
        : ({ kind: 'silence' } as const);
    if (reply.kind !== 'answer') {
      yield sleep(world.clock, 30_000); // it tries again for as long as a session may take to come about
      call.errors.write('KeeperErrorCode = ConnectionLoss\n');
      return 1;
    }
    say(call, '\nWATCHER::\n\nWatchedEvent state:SyncConnected type:None path:null');
    if (reply.text !== '') say(call, reply.text);
    return reply.ok ? 0 : 1;
  },
};

export const nodetool: Command = {
  names: ['nodetool'],
  directory: '/usr/bin',
  run(call) {
    const verb = options(call.args, '', 'hpu').rest[0] ?? 'help';
    const { network } = call.process.world;
    const connection = network.connect('127.0.0.1', 7000);
    const member = connection.kind === 'connected' ? connection.listener.member : undefined;
    if (!member?.ring) {
      call.errors.write(
        "nodetool: Failed to connect to '127.0.0.1:7199' - ConnectException: 'Connection refused (Connection refused)'.\n",
      );
      return 1;
    }
    if (verb !== 'status') return 0;
    const environment = call.process.environment;
    const up = new Set(member.together());
    say(call, `Datacenter: ${environment.get('CASSANDRA_DC') ?? 'datacenter1'}`);
    say(call, '======================\nStatus=Up/Down\n|/ State=Normal/Leaving/Joining/Moving');
    say(call, '--  Address      Load       Tokens       Owns (effective)  Rack');
    const owns = Math.min(100, 300 / member.ring.size).toFixed(1);
    for (const one of member.ring.values())
      say(
        call,
        `${up.has(one) ? 'UN' : 'DN'}  ${one.address.padEnd(11)}  83.57 KiB  32           ${`${owns}%`.padEnd(16)}  ${environment.get('CASSANDRA_RACK') ?? 'rack1'}`,
      );
    return 0;
  },
};
