/** `netstat -tln`, `ip addr`, `ifconfig`: who listens here and under which address, as busybox prints it. */
import { type Command, complain, say } from '../call.ts';

export const netTools: readonly Command[] = [
  {
    names: ['netstat'],
    run(call) {
      const { listeners } = call.process.world.network;
      say(call, 'Active Internet connections (only servers)');
      say(call, 'Proto Recv-Q Send-Q Local Address           Foreign Address         State       ');
      for (const { port, onlyLocal } of [...listeners.values()].sort((one, other) => one.port - other.port)) {
        const local = onlyLocal ? `127.0.0.1:${port}` : `0.0.0.0:${port}`;
        say(call, `tcp        0      0 ${local.padEnd(23)} ${'0.0.0.0:*'.padEnd(23)} LISTEN      `);
      }
      return 0;
    },
  },
  {
    names: ['ip'],
    directory: '/sbin',
    run(call) {
      const { address } = call.process.world.network;
      const words = call.args.filter((word) => !word.startsWith('-'));
      if (/^a(ddr(ess)?)?$/.test(words[0] ?? '')) {
        say(call, '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue qlen 1000');
        say(call, '    inet 127.0.0.1/8 scope host lo');
        say(call, '2: eth0@if3: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu 1450 qdisc noqueue ');
        say(call, `    inet ${address}/24 scope global eth0`);
        return 0;
      }
      if (/^r(oute)?$/.test(words[0] ?? '')) {
        const gateway = address.replace(/\d+$/, '1');
        say(call, `default via ${gateway} dev eth0 `);
        say(call, `${address.replace(/\d+$/, '0')}/24 dev eth0 scope link  src ${address} `);
        return 0;
      }
      return complain(call, `invalid argument '${words[0] ?? ''}' to 'ip'`);
    },
  },
  {
    names: ['ifconfig'],
    directory: '/sbin',
    run(call) {
      const { address } = call.process.world.network;
      say(call, `eth0      Link encap:Ethernet  \n          inet addr:${address}  Mask:255.255.255.0\n`);
      say(call, 'lo        Link encap:Local Loopback  \n          inet addr:127.0.0.1  Mask:255.0.0.0\n');
      return 0;
    },
  },
];
