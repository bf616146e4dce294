/**
 * `-o kyaml`: YAML that cannot be misread. Braces and brackets, every text in quotes, keys without them where they are plain,
 * a comma behind everything; lists of objects keep their brackets next to the braces.
 */
export function kyamlText(object: unknown): string {
  return `---\n${valueText(object, '')}\n`;
}

function valueText(value: unknown, margin: string): string {
  if (Array.isArray(value)) return listText(value, margin);
  if (value !== null && typeof value === 'object') return objectText(value, margin);
  return value === undefined ? 'null' : JSON.stringify(value);
}

function objectText(object: object, margin: string): string {
  const inner = `${margin}  `;
  const fields = Object.entries(object).filter(([, value]) => value !== undefined);
  if (fields.length === 0) return '{}';
  const sorted = fields.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{\n${sorted.map(([key, value]) => `${inner}${keyText(key)}: ${valueText(value, inner)},\n`).join('')}${margin}}`;
}

function listText(list: readonly unknown[], margin: string): string {
  if (list.length === 0) return '[]';
  if (list.every((one) => one !== null && typeof one === 'object')) {
    return `[${list.map((one) => valueText(one, margin)).join(', ')}]`;
  }
  const inner = `${margin}  `;
  return `[\n${list.map((one) => `${inner}${valueText(one, inner)},\n`).join('')}${margin}]`;
}

/** Words that YAML reads as something else are quoted as well. */
function keyText(key: string): string {
  const isPlain = /^[A-Za-z_][\w./-]*$/.test(key) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(key);
  return isPlain ? key : JSON.stringify(key);
}
