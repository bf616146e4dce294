/**
 * A few statements of SQL, enough to show whether data is there: CREATE/DROP DATABASE and TABLE, INSERT, SELECT * and COUNT(*),
 * DELETE, SHOW, USE. Rows are lists of texts. Anything else is answered as an empty success where it reads, refused where it writes.
 */
export type Tables = Record<string, string[][]>;

export interface Outcome {
  readonly text: string;
  readonly changed: boolean;
  readonly error?: { readonly code: number; readonly state: string; readonly message: string };
}

const mostRows = 100_000;

export function runStatement(
  text: string,
  databases: Record<string, Tables>,
  database: string,
  options: { readonly allowed: string | undefined; readonly systemDatabases: readonly string[] },
): Outcome {
  let current = database;
  let output = '';
  let changed = false;
  for (const statement of statements(text)) {
    const use = /^use\s+[`"]?([\w$-]+)[`"]?$/i.exec(statement)?.[1];
    if (use !== undefined) {
      if (!Object.hasOwn(databases, use) && !options.systemDatabases.includes(use))
        return failure(output, changed, 1049, '42000', `Unknown database '${use}'`);
      current = use;
      continue;
    }
    const outcome = one(statement, databases, current, options);
    output += outcome.text;
    changed ||= outcome.changed;
    if (outcome.error) return { text: output, changed, error: outcome.error };
  }
  return { text: output, changed };
}

function one(
  statement: string,
  databases: Record<string, Tables>,
  database: string,
  options: { readonly allowed: string | undefined; readonly systemDatabases: readonly string[] },
): Outcome {
  const done = (changed: boolean, text = ''): Outcome => ({ text, changed });
  const name = String.raw`[\`"]?([\w$-]+)[\`"]?`;
  const table = String.raw`[\`"]?(?:([\w$-]+)[\`"]?\.[\`"]?)?([\w$-]+)[\`"]?`;
  let match = new RegExp(`^create\\s+(?:database|schema)\\s+(if\\s+not\\s+exists\\s+)?${name}`, 'i').exec(statement);
  if (match) {
    const wanted = match[2] as string;
    if (Object.hasOwn(databases, wanted))
      return match[1]
        ? done(false)
        : failure('', false, 1007, 'HY000', `Can't create database '${wanted}'; database exists`);
    if (options.allowed !== undefined)
      return failure('', false, 1044, '42000', `Access denied to database '${wanted}'`);
    databases[wanted] = {};
    return done(true);
  }
  match = new RegExp(`^drop\\s+(?:database|schema)\\s+(if\\s+exists\\s+)?${name}`, 'i').exec(statement);
  if (match) {
    const wanted = match[2] as string;
    if (!Object.hasOwn(databases, wanted))
      return match[1]
        ? done(false)
        : failure('', false, 1008, 'HY000', `Can't drop database '${wanted}'; database doesn't exist`);
    delete databases[wanted];
    return done(true);
  }
  if (/^show\s+(databases|schemas)/i.test(statement)) {
    return done(
      false,
      ['Database', ...[...Object.keys(databases), ...options.systemDatabases].sort()]
        .map((line) => `${line}\n`)
        .join(''),
    );
  }
  const find = (schema: string | undefined, wanted: string): { tables: Tables; rows: string[][] } | Outcome => {
    const where = schema ?? database;
    if (where === '') return failure('', false, 1046, '3D000', 'No database selected');
    const tables = Object.hasOwn(databases, where) ? databases[where] : undefined;
    const rows = tables && Object.hasOwn(tables, wanted) ? tables[wanted] : undefined;
    if (!tables || !rows) return failure('', false, 1146, '42S02', `Table '${where}.${wanted}' doesn't exist`);
    return { tables, rows };
  };
  match = new RegExp(`^create\\s+table\\s+(if\\s+not\\s+exists\\s+)?${table}`, 'i').exec(statement);
  if (match) {
    const where = match[2] ?? database;
    if (where === '') return failure('', false, 1046, '3D000', 'No database selected');
    const tables = Object.hasOwn(databases, where) ? databases[where] : undefined;
    if (!tables) return failure('', false, 1049, '42000', `Unknown database '${where}'`);
    const wanted = match[3] as string;
    if (Object.hasOwn(tables, wanted))
      return match[1] ? done(false) : failure('', false, 1050, '42S01', `Table '${wanted}' already exists`);
    tables[wanted] = [];
    return done(true);
  }
  if (/^show\s+tables/i.test(statement))
    return done(
      false,
      Object.keys(databases[database] ?? {})
        .sort()
        .map((line) => `${line}\n`)
        .join(''),
    );
  match = new RegExp(
    `^(?:insert|replace)\\s+(?:ignore\\s+)?into\\s+${table}\\s*(?:\\([^)]*\\)\\s*)?values?\\s*`,
    'i',
  ).exec(statement);
  if (match) {
    const found = find(match[1], match[2] as string);
    if ('text' in found) return found;
    for (const group of statement
      .slice(match[0].length)
      .matchAll(/\(((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^()'"])*)\)/g)) {
      if (found.rows.length >= mostRows) return failure('', true, 1114, 'HY000', 'The table is full');
      found.rows.push(
        [...(group[1] ?? '').matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,\s]+)/g)].map(
          (value) => value[1] ?? value[2] ?? value[3] ?? '',
        ),
      );
    }
    return done(true);
  }
  match = new RegExp(`^select\\s+(.+?)\\s+from\\s+${table}`, 'i').exec(statement);
  if (match) {
    if (options.systemDatabases.includes((match[2] ?? database).toLowerCase())) return done(false);
    const found = find(match[2], match[3] as string);
    if ('text' in found) return found;
    if (/^count\(/i.test(match[1] as string)) return done(false, `${match[1]}\n${found.rows.length}\n`);
    return done(false, found.rows.map((row) => `${row.join('\t')}\n`).join(''));
  }
  match = new RegExp(`^(?:delete\\s+from|truncate\\s+(?:table\\s+)?)\\s*${table}`, 'i').exec(statement);
  if (match) {
    const found = find(match[1], match[2] as string);
    if ('text' in found) return found;
    found.rows.length = 0;
    return done(true);
  }
  match = new RegExp(`^drop\\s+table\\s+(if\\s+exists\\s+)?${table}`, 'i').exec(statement);
  if (match) {
    const found = find(match[2], match[3] as string);
    if ('text' in found)
      return match[1] ? done(false) : failure('', false, 1051, '42S02', `Unknown table '${match[3]}'`);
    delete found.tables[match[3] as string];
    return done(true);
  }
  const literal = /^select\s+('[^']*'|"[^"]*"|\d+)\s*$/i.exec(statement)?.[1];
  if (literal !== undefined)
    return done(false, `${literal.replace(/^['"]|['"]$/g, '')}\n${literal.replace(/^['"]|['"]$/g, '')}\n`);
  if (
    /^(select|show|set|flush|grant|create\s+user|alter|begin|start|commit|rollback|lock|unlock|describe|desc|explain|update|with|status|kill|change|stop|reset|analyze|optimize|vacuum|\\)/i.test(
      statement,
    )
  )
    return done(false);
  return failure(
    '',
    false,
    1064,
    '42000',
    `You have an error in your SQL syntax; check the manual that corresponds to your server version for the right syntax to use near '${statement.slice(0, 80)}' at line 1`,
  );
}

/** Split at semicolons that stand outside quotes. */
function statements(text: string): string[] {
  return (text.match(/(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^;'"])+|['"]/g) ?? [])
    .map((part) => part.trim().replace(/\\[gG]$/, ''))
    .filter((part) => part !== '');
}

function failure(text: string, changed: boolean, code: number, state: string, message: string): Outcome {
  return { text, changed, error: { code, state, message } };
}
