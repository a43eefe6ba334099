import type { Deps } from '../deps.ts';
import { EnvError } from '../env/env-error.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE } from './demo-people.ts';

/**
 * Refuses to serve a production database in which somebody can sign in by the demo's published password: one of them runs the installation.
 *
 * @throws {EnvError} that names them
 */
export async function refuseDemoPeople({
  settings,
  consoleUsers,
  passwordHasher,
}: Pick<Deps, 'settings' | 'consoleUsers' | 'passwordHasher'>): Promise<void> {
  if (!settings.isProduction) return;
  const found: string[] = [];
  for (const { email } of DEMO_PEOPLE) {
    const user = await consoleUsers.findUserByEmail(email, null);
    if (!user || user.disabledAt) continue;
    if (await passwordHasher.verify(DEMO_PASSWORD, user.passwordHash)) found.push(email);
  }
  if (found.length === 0) return;
  throw new EnvError([
    `the database holds the demo's people (${found.join(', ')}), whose password everybody knows: set DATABASE_URL (of this process alone: PAYMENTS_DATABASE_URL) to a database without the demo, or give each another password: fieldfare reset-password`,
  ]);
}
