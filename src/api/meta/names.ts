/**
 * The checks of single strings that all kinds share: names, label keys and values, ports, percentages, IP addresses.
 * Each returns the server's complaints, none when the string is good. A caller turns them into field errors:
 * `dns1123Label(name).map((detail) => invalid(path, name, detail))`.
 */

export type StringCheck = (value: string) => string[];

/** A check of `metadata.name`; `isPrefix` when what is checked is `generateName`, to which letters will be added. */
export type NameCheck = (name: string, isPrefix: boolean) => string[];

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
const labelPattern = new RegExp(`^${label}$`);
const subdomainPattern = new RegExp(`^${subdomain}$`);

export function maximumLength(length: number): string {
  return `must be no more than ${length} characters`;
}

/** The newer checks (labels and their keys) count bytes and say so. */
function maximumBytes(length: number): string {
  return `must be no more than ${length} bytes`;
}

function regexError(sentence: string, pattern: string, ...examples: readonly string[]): string {
  const shown = examples.map((example) => `'${example}'`).join(',  or ');
  return `${sentence} (e.g. ${shown}, regex used for validation is '${pattern}')`;
}

const labelError = regexError(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  label,
  'my-name',
  '123-abc',
);
const subdomainError = regexError(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  subdomain,
  'example.com',
);

export const dns1123Label: StringCheck = (value) => {
  const errors: string[] = [];
  if (isLongerThan(value, 63)) errors.push(maximumLength(63));
  if (!labelPattern.test(value)) errors.push(subdomainPattern.test(value) ? 'must not contain dots' : labelError);
  return errors;
};

export const dns1123Subdomain: StringCheck = (value) => {
  const errors: string[] = [];
  if (isLongerThan(value, 253)) errors.push(maximumLength(253));
  if (!subdomainPattern.test(value)) errors.push(subdomainError);
  return errors;
};

const underscoreLabel = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const underscoreSubdomain = `${underscoreLabel}(\\.${underscoreLabel})*`;
const underscoreSubdomainPattern = new RegExp(`^${underscoreSubdomain}$`);
const underscoreSubdomainError = regexError(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
  underscoreSubdomain,
  'example.com',
);

/** Search domains of a pod's DNS config may have underscores. */
export const dns1123SubdomainWithUnderscore: StringCheck = (value) => {
  const errors: string[] = [];
  if (isLongerThan(value, 253)) errors.push(maximumLength(253));
  if (!underscoreSubdomainPattern.test(value)) errors.push(underscoreSubdomainError);
  return errors;
};

const dns1035Pattern = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

export const dns1035Label: StringCheck = (value) => {
  const errors: string[] = [];
  if (isLongerThan(value, 63)) errors.push(maximumLength(63));
  if (!dns1035Pattern.test(value)) {
    errors.push(
      regexError(
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
        '[a-z]([-a-z0-9]*[a-z0-9])?',
        'my-name',
        'abc-123',
      ),
    );
  }
  return errors;
};

const wildcard = `\\*\\.${subdomain}`;
const wildcardPattern = new RegExp(`^${wildcard}$`);

export const wildcardDns1123Subdomain: StringCheck = (value) => {
  const errors: string[] = [];
  if (isLongerThan(value, 253)) errors.push(maximumLength(253));
  if (!wildcardPattern.test(value)) {
    errors.push(
      regexError(
        "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
        wildcard,
        '*.example.com',
      ),
    );
  }
  return errors;
};

const qualifiedName = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const qualifiedNamePattern = new RegExp(`^${qualifiedName}$`);
const qualifiedNameSentence =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

/** `app`, `app.kubernetes.io/name`: keys of labels and annotations, finalizers, condition types, resource names. */
export const labelKey: StringCheck = (value) => {
  if (value.length <= 63 && qualifiedNamePattern.test(value)) return [];
  const errors: string[] = [];
  const parts = value.split('/');
  let name: string;
  if (parts.length === 1) {
    name = parts[0] as string;
  } else if (parts.length === 2) {
    const [prefix, rest] = parts as [string, string];
    name = rest;
    if (prefix === '') errors.push('prefix part must be non-empty');
    else {
      if (isLongerThan(prefix, 253)) errors.push(`prefix part ${maximumBytes(253)}`);
      if (!subdomainPattern.test(prefix)) errors.push(`prefix part ${subdomainError}`);
    }
  } else {
    return [
      regexError(`a valid label key ${qualifiedNameSentence}`, qualifiedName, 'MyName', 'my.name', '123-abc') +
        " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
    ];
  }
  if (name === '') errors.push('name part must be non-empty');
  else if (isLongerThan(name, 63)) errors.push(`name part ${maximumBytes(63)}`);
  if (!qualifiedNamePattern.test(name)) {
    errors.push(`name part ${regexError(qualifiedNameSentence, qualifiedName, 'MyName', 'my.name', '123-abc')}`);
  }
  return errors;
};

const labelValuePattern = new RegExp(`^(${qualifiedName})?$`);

export const labelValue: StringCheck = (value) => {
  const errors: string[] = [];
  if (isLongerThan(value, 63)) errors.push(maximumBytes(63));
  if (!labelValuePattern.test(value)) {
    errors.push(
      regexError(
        `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character`,
        `(${qualifiedName})?`,
        'MyValue',
        'my_value',
        '12345',
      ),
    );
  }
  return errors;
};

export function portNumber(port: number): string[] {
  return port >= 1 && port <= 65535 ? [] : ['must be between 1 and 65535, inclusive'];
}

/** `http`, `metrics-2`: names of ports. */
export const portName: StringCheck = (value) => {
  const errors: string[] = [];
  if (isLongerThan(value, 15)) errors.push(maximumLength(15));
  if (!/^[-a-z0-9]+$/.test(value)) {
    errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(value)) errors.push('must contain at least one letter (a-z)');
  if (value.includes('--')) errors.push('must not contain consecutive hyphens');
  if (value !== '' && (value.startsWith('-') || value.endsWith('-'))) {
    errors.push('must not begin or end with a hyphen');
  }
  return errors;
};

export const percent: StringCheck = (value) =>
  /^[0-9]+%$/.test(value)
    ? []
    : [regexError("a valid percent string must be a numeric string followed by an ending '%'", '[0-9]+%', '1%', '93%')];

export const httpHeaderName: StringCheck = (value) =>
  /^[-A-Za-z0-9]+$/.test(value)
    ? []
    : [
        regexError(
          "a valid HTTP header must consist of alphanumeric characters or '-'",
          '[-A-Za-z0-9]+',
          'X-Header-Name',
        ),
      ];

/** Names of environment variables under the rule of today, which lets almost everything through. */
export const environmentName: StringCheck = (value) => {
  if (value === '') return ['environment variable name must be non-empty'];
  if (!/^[ -<>-~]+$/.test(value)) {
    return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
  }
  return [];
};

/** Keys of ConfigMaps and Secrets. */
export const configMapKey: StringCheck = (value) => {
  const errors: string[] = [];
  if (isLongerThan(value, 253)) errors.push(maximumLength(253));
  if (!/^[-._a-zA-Z0-9]+$/.test(value)) {
    errors.push(
      regexError(
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
        '[-._a-zA-Z0-9]+',
        'key.name',
        'KEY_NAME',
        'key-name',
      ),
    );
  }
  if (value === '.') errors.push("must not be '.'");
  else if (value === '..') errors.push("must not be '..'");
  else if (value.startsWith('..')) errors.push("must not start with '..'");
  return errors;
};

/** Names that only have to fit into a URL: roles, disruption budgets, references to objects of any kind. */
export const pathSegmentName: StringCheck = (value) => {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  return ['/', '%'].filter((illegal) => value.includes(illegal)).map((illegal) => `may not contain '${illegal}'`);
};

/** A name function for kinds, made of a string check; a prefix is checked as if its trailing `-` had been filled in. */
function nameCheck(check: StringCheck): NameCheck {
  return (name, isPrefix) => check(isPrefix ? maskTrailingDash(name) : name);
}

function maskTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}

export const nameIsDns1123Subdomain = nameCheck(dns1123Subdomain);
export const nameIsDns1123Label = nameCheck(dns1123Label);
export const nameIsPathSegment: NameCheck = (name, isPrefix) =>
  isPrefix
    ? ['/', '%'].filter((illegal) => name.includes(illegal)).map((illegal) => `may not contain '${illegal}'`)
    : pathSegmentName(name);

/** In bytes of UTF-8, of which a letter has one to three; most names are short enough to tell without counting. */
function isLongerThan(value: string, bytes: number): boolean {
  if (value.length * 3 <= bytes) return false;
  return value.length > bytes || byteLength(value) > bytes;
}

/** Go measures strings in bytes of UTF-8. */
export function byteLength(value: string): number {
  return Buffer.byteLength(value, 'utf8');
}
