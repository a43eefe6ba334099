import { readFileSync } from 'node:fs';

/** What the demo data's set-up wrote down for people and programs. */
export interface DemoFile {
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly origins: { readonly web: string; readonly fields: string; readonly payments: string; readonly shop: string };
}

/** The content of `demo.json`; null when it is missing or incomplete. */
export function readDemoFile(file: string): DemoFile | null {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
  const names = ['secret_key', 'publishable_key', 'web', 'fields', 'payments', 'shop'] as const;
  const values = content as Record<(typeof names)[number], unknown> | null;
  if (!values || !names.every((name) => typeof values[name] === 'string')) return null;
  const { secret_key, publishable_key, web, fields, payments, shop } = values as Record<(typeof names)[number], string>;
  return { secretKey: secret_key, publishableKey: publishable_key, origins: { web, fields, payments, shop } };
}
