/** What a Galera node says of its cluster: `SHOW STATUS LIKE 'wsrep_cluster_size'` and its neighbours, answered without a quorum too. */
import type { Member } from './member.ts';

export function wsrepStatus(member: Member, statement: string): string | undefined {
  const pattern =
    /^\s*show\s+(?:global\s+|session\s+)?status\s+(?:like|where\s+variable_name\s*=)\s+'(wsrep_[\w%]*)'\s*;?\s*$/i.exec(
      statement,
    )?.[1];
  if (pattern === undefined) return undefined;
  const serves = member.serves();
  const values: Readonly<Record<string, string>> = {
    wsrep_cluster_size: String(member.together().length),
    wsrep_cluster_status: serves ? 'Primary' : 'non-Primary',
    wsrep_connected: member.ring ? 'ON' : 'OFF',
    wsrep_local_state_comment: serves ? 'Synced' : 'Initialized',
    wsrep_ready: serves ? 'ON' : 'OFF',
  };
  const wanted = new RegExp(`^${pattern.toLowerCase().replaceAll('%', '.*')}$`);
  const rows = Object.entries(values).filter(([name]) => wanted.test(name));
  return rows.length === 0 ? '' : `Variable_name\tValue\n${rows.map((row) => `${row.join('\t')}\n`).join('')}`;
}
