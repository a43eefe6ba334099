/**
 * The roles that the running processes sign in with. They belong to the whole PostgreSQL server, so set-up makes them and
 * migrations only grant to them.
 */
export const RUNTIME_ROLES = ['fieldfare_payments', 'fieldfare_web', 'fieldfare_sandbox'] as const;
export type RuntimeRole = (typeof RUNTIME_ROLES)[number];

/** Owns the vault's functions and may touch its tables. Nobody signs in as it. */
export const VAULT_ROLE = 'fieldfare_vault';

/** The owner's URL with a role's name and password in the place of the owner's. */
export function roleUrl(ownerUrl: string, role: RuntimeRole, password: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = encodeURIComponent(password);
  return url.href;
}
