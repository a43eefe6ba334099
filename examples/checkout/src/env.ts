import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

export interface ShopEnv {
  host: string;
  port: number;
  shopOrigin: string;
  paymentsOrigin: string;
  fieldsOrigin: string;
  /** Where orders are kept. */
  dataDir: string;
  secretKey: string;
  /** What webhooks are signed with; null where none are expected. */
  webhookSecret: string | null;
}

const origin = z.url({ protocol: /^https?$/ }).transform((value) => new URL(value).origin);

const Env = z.object({
  SHOP_PORT: z.coerce.number().int().min(0).max(65_535).default(3002),
  SHOP_ORIGIN: origin.default('http://localhost:3002'),
  PAYMENTS_ORIGIN: origin.default('http://localhost:3001'),
  FIELDS_ORIGIN: origin.default('http://127.0.0.1:3000'),
  FIELDFARE_DATA_DIR: z.string().min(1).default('.fieldfare'),
  HOST: z.string().default('127.0.0.1'),
  SHOP_SECRET_KEY: z.string().startsWith('sk_').optional(),
  FIELDFARE_SECRET_KEY: z.string().startsWith('sk_').optional(),
  SHOP_WEBHOOK_SECRET: z.string().startsWith('whsec_').optional(),
});

/** Reads the shop's settings. Throws an Error that says what to set; the key itself is never part of it. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): ShopEnv {
  const parsed = Env.safeParse(source);
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  }
  const env = parsed.data;
  return {
    host: env.HOST,
    port: env.SHOP_PORT,
    shopOrigin: env.SHOP_ORIGIN,
    paymentsOrigin: env.PAYMENTS_ORIGIN,
    fieldsOrigin: env.FIELDS_ORIGIN,
    dataDir: env.FIELDFARE_DATA_DIR,
    secretKey: env.SHOP_SECRET_KEY ?? env.FIELDFARE_SECRET_KEY ?? demoKey(env.FIELDFARE_DATA_DIR),
    webhookSecret: env.SHOP_WEBHOOK_SECRET ?? demoWebhookSecret(env.FIELDFARE_DATA_DIR),
  };
}

/** The key that the first start of the demo made. */
function demoKey(dataDir: string): string {
  const file = path.join(dataDir, 'demo.json');
  try {
    return z.object({ secret_key: z.string().startsWith('sk_') }).parse(JSON.parse(readFileSync(file, 'utf8')))
      .secret_key;
  } catch {
    throw new Error(`No secret key: set SHOP_SECRET_KEY, or run "npm start" once, which writes ${file}.`);
  }
}

/** What the demo's endpoint for this shop signs with. */
function demoWebhookSecret(dataDir: string): string | null {
  try {
    const content: unknown = JSON.parse(readFileSync(path.join(dataDir, 'demo.json'), 'utf8'));
    return z.object({ webhook_secret: z.string().startsWith('whsec_') }).parse(content).webhook_secret;
  } catch {
    return null;
  }
}
