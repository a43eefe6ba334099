import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A running Fieldfare as its demo.json describes it, and where it keeps what it knows. */
export interface Stack {
  dataDir: string;
  /** Origins. */
  web: string;
  fields: string;
  payments: string;
  shop: string;
  secretKey: string;
  publishableKey: string;
}

/** Carries the stack's data folder from the global set-up to the workers. */
export const STACK_VARIABLE = 'FIELDFARE_E2E_DATA_DIR';

export interface Login {
  email: string;
  password: string;
}

export const LOGINS = {
  owner: { email: 'owner@demo.test', password: 'fieldfare-demo' },
  viewer: { email: 'viewer@demo.test', password: 'fieldfare-demo' },
  operator: { email: 'operator@demo.test', password: 'fieldfare-demo' },
} as const;
export type Role = keyof typeof LOGINS;

export function readStack(dataDir: string): Stack {
  const demo: Record<string, unknown> = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'));
  const text = (name: string): string => {
    const value = demo[name];
    if (typeof value !== 'string') throw new Error(`demo.json in ${dataDir} has no "${name}".`);
    return value;
  };
  return {
    dataDir,
    web: text('web'),
    fields: text('fields'),
    payments: text('payments'),
    shop: text('shop'),
    secretKey: text('secret_key'),
    publishableKey: text('publishable_key'),
  };
}
