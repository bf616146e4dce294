/** All programs beside servers and shells: those of every base image, and clients that only some images ship. */
import type { Command } from '../call.ts';
import { gzip, tar } from './archive.ts';
import { awk } from './awk.ts';
import { xbstream, xtrabackup } from './backup.ts';
import { cat } from './cat.ts';
import { nodetool, zkCli } from './cluster-clients.ts';
import { cp, mv } from './cp.ts';
import { pgIsReady, psql, redisCli } from './database-clients.ts';
import { date } from './date.ts';
import { dd } from './dd.ts';
import { cmp, diff } from './diff.ts';
import { digest } from './digest.ts';
import { echo } from './echo.ts';
import { base64, columns, expr, watch, which } from './encode.ts';
import { env, printenv, whoami } from './env.ts';
import { cut, sort, tee, tr, uniq, wc } from './filters.ts';
import { find } from './find.ts';
import { git } from './git.ts';
import { grep } from './grep.ts';
import { head, tail } from './head.ts';
import { curl, wget } from './http-client.ts';
import { httpd } from './httpd.ts';
import { kill, killall } from './kill.ts';
import { ln, readlink } from './ln.ts';
import { ls } from './ls.ts';
import { misc } from './misc.ts';
import { mkdir, mktemp } from './mkdir.ts';
import { mariadbHealthcheck, mysqlAdmin, mysqlClient } from './mysql-client.ts';
import { netTools } from './net-tools.ts';
import { getent, nc, nslookup, ping } from './network.ts';
import { chmod, chown, df, du, mount, stat } from './ownership.ts';
import { packageManagers } from './package-managers.ts';
import { printf } from './printf.ts';
import { ps } from './ps.ts';
import { rm, rmdir } from './rm.ts';
import { sed } from './sed.ts';
import { sleep } from './sleep.ts';
import { test } from './test.ts';
import { initRunners, runners, time, timeout } from './timeout.ts';
import { touch } from './touch.ts';
import { xargs } from './xargs.ts';

/** In every image that has a base. */
const everywhere: readonly Command[] = [
  cat, chmod, chown, cmp, cp, cut, date, dd, df, diff, digest, du, echo, gzip, runners, tar, env, grep, head, kill, ln, ls, mkdir, mktemp, mount, mv, printenv, printf, readlink, rm, rmdir, sleep, sort, stat, tail, tee, test, timeout, touch, tr, uniq, wc, whoami, getent, awk, base64, expr, find, sed, which, xargs, ...columns, ...misc,
]; // biome-ignore format: a table

/** busybox and alpine have these; Debian's and Fedora's small images lack them unless an image ships them. */
const busybox: readonly Command[] = [httpd, killall, nc, ...netTools, nslookup, ping, ps, time, wget, watch];

/** Only where `ships` names them. */
const extras: readonly Command[] = [
  curl,
  git,
  mysqlClient,
  mysqlAdmin,
  mariadbHealthcheck,
  pgIsReady,
  psql,
  redisCli,
  nodetool,
  xbstream,
  xtrabackup,
  zkCli,
  initRunners,
];

/** By base; busybox has none. */
export const packageManagerOf = packageManagers((name) =>
  name === 'bash' ? 'shell:bash' : commands.has(name) ? `command:${name}` : undefined,
);

export const commands: ReadonlyMap<string, Command> = new Map(
  [...everywhere, ...busybox, ...extras, ...Object.values(packageManagerOf)].flatMap((command) =>
    command.names.map((name) => [name, command] as const),
  ),
);

/** What the shell runs without a process of its own. */
export const shellUtilities: ReadonlyMap<string, Command> = new Map(
  [
    echo,
    printf,
    test,
    ...misc.filter(({ names }) => names.includes('true') || names.includes('false') || names.includes('pwd')),
  ].flatMap((command) => command.names.map((name) => [name, command] as const)),
);

export const baseCommands: readonly Command[] = everywhere;
export const busyboxCommands: readonly Command[] = busybox;
