import 'server-only';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Settings {
  origin: string;
  fieldsOrigin: string;
  paymentsOrigin: string;
  secretKey: string;
}

/** Settings out of the environment, or of the demo that `npm start` wrote down. Read when they are needed: a build has no key. */
export function readSettings(): Settings {
  const demo = readDemo();
  const { PORT = '4242', SHOP_ORIGIN, FIELDFARE_KEY, FIELDS_ORIGIN, PAYMENTS_ORIGIN } = process.env;
  const secretKey = FIELDFARE_KEY ?? demo['secret_key'];
  if (secretKey === undefined)
    throw new Error('No key: start Fieldfare once with `npm start`, or set FIELDFARE_KEY to a secret key.');
  return {
    origin: SHOP_ORIGIN ?? `http://localhost:${PORT}`,
    secretKey,
    fieldsOrigin: FIELDS_ORIGIN ?? demo['fields'] ?? 'http://127.0.0.1:3000',
    paymentsOrigin: PAYMENTS_ORIGIN ?? demo['payments'] ?? 'http://localhost:3001',
  };
}

function readDemo(): Partial<Record<string, string>> {
  const folder = process.env['FIELDFARE_DATA_DIR'] ?? join(process.cwd(), '../../.fieldfare');
  try {
    return JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as Partial<Record<string, string>>;
  } catch {
    return {};
  }
}
