import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { RUNTIME_ROLES, type RuntimeRole } from './runtime-roles.ts';

export type RolePasswords = Record<RuntimeRole, string>;

const StoredPasswords = z.record(z.enum(RUNTIME_ROLES), z.string().min(20));

const newPassword = (): string => randomBytes(24).toString('base64url');

/** The roles' passwords from a file that is made, with random ones and mode 0600, when it is missing or damaged. */
export async function rolePasswords(file: string): Promise<RolePasswords> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const stored = StoredPasswords.safeParse(parseJson(text));
  if (stored.success) return stored.data;

  const passwords: RolePasswords = {
    fieldfare_payments: newPassword(),
    fieldfare_web: newPassword(),
    fieldfare_sandbox: newPassword(),
  };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(passwords, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return passwords;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
