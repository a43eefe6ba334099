import type { RouteWords } from './route-words.ts';

export interface SampledRequest {
  server: string;
  method: string;
  path: string;
  access: NonNullable<RouteWords['access']>;
  /** Parameters that it is refused without. */
  query: Readonly<Record<string, string>>;
  body: unknown;
  isKeyRequired: boolean;
}

const TOKENS: Record<SampledRequest['access'], string | null> = {
  merchant: '$FIELDFARE_KEY',
  person: '$FIELDFARE_CONSOLE_TOKEN',
  console: '$FIELDFARE_CONSOLE_TOKEN',
  anybody: null,
};

/** The request as a command. Keys and ids are variables of the shell, so that nobody pastes a key into a page. */
export function codeSample({ server, method, path, access, query, body, isKeyRequired }: SampledRequest) {
  const asked = new URLSearchParams(query).toString();
  const address = `${server}${path.replace(/\{(\w+)\}/g, (_, name: string) => `$${name.toUpperCase()}`)}${asked && `?${asked}`}`;
  const token = TOKENS[access];
  const parts = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}"${address}"`,
    ...(token === null ? [] : [`-H "Authorization: Bearer ${token}"`]),
    ...(access === 'person' ? ['-H "Fieldfare-Merchant: $FIELDFARE_MERCHANT"', '-H "Fieldfare-Mode: test"'] : []),
    ...(isKeyRequired ? ['-H "Idempotency-Key: $REFERENCE"'] : []),
    ...(body === undefined ? [] : ['-H "Content-Type: application/json"', `-d '${quoted(body)}'`]),
  ];
  return { lang: 'Shell', label: 'curl', source: parts.join(' \\\n  ') };
}

/** JSON within single quotes of a shell. */
function quoted(body: unknown): string {
  return JSON.stringify(body).replaceAll("'", "'\\''");
}
