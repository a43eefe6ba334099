import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `npm start` wrote down: addresses, and the demo's keys. */
function readDemo() {
  const folder = process.env.FIELDFARE_DATA_DIR ?? join(import.meta.dirname, '../../.fieldfare');
  try {
    return JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8'));
  } catch {
    return {};
  }
}

/** Settings out of the environment, or of the demo beside it. Ends the process with a sentence where there is no key. */
export function readSettings() {
  const demo = readDemo();
  const port = Number(process.env.PORT ?? 4242);
  const secretKey = process.env.FIELDFARE_KEY ?? demo.secret_key;
  if (secretKey === undefined) {
    console.error('No key: start Fieldfare once with `npm start`, or set FIELDFARE_KEY to a secret key.');
    process.exit(1);
  }
  return {
    port,
    origin: `http://localhost:${port}`,
    secretKey,
    fieldsOrigin: process.env.FIELDS_ORIGIN ?? demo.fields ?? 'http://127.0.0.1:3000',
    paymentsOrigin: process.env.PAYMENTS_ORIGIN ?? demo.payments ?? 'http://localhost:3001',
  };
}
