import { createInstallation } from '@fieldfare/db';
import type { Composed } from '../compose.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE } from './demo-people.ts';

const NAME = 'Demo Store';

export interface DemoMerchant {
  id: string;
  /** When the demo began. Its orders lie before, whenever they are completed. */
  createdAt: Date;
  ownerId: string;
}

/** The demo merchant, the two people who may sign in for it, and the one who runs it all. What is there already stays as it is, but for the allowed origins. */
export async function ensureDemoMerchant(
  { deps, database }: Composed,
  allowedOrigins: string[],
): Promise<DemoMerchant> {
  const installation = createInstallation(database);
  const now = deps.clock.now();
  const existing = await installation.findMerchantByName(NAME);
  if (existing) await installation.setAllowedOrigins(existing, allowedOrigins, now);
  const profile = {
    allowedOrigins,
    methods: ['card' as const, 'ach' as const],
    statementDescriptor: 'DEMO STORE',
    feeMode: 'merchant_fee' as const,
    feeBps: 290,
    feeFixedMinor: 30,
  };
  const id = existing ?? (await installation.createMerchant({ name: NAME, ...profile }, now));
  const ids = await Promise.all(DEMO_PEOPLE.map((person) => ensurePerson(person)));
  const { createdAt } = await database.prisma.merchant.findUniqueOrThrow({
    where: { id },
    select: { createdAt: true },
  });
  return { id, createdAt, ownerId: ids[0] ?? '' };

  async function ensurePerson({ email, name, role }: (typeof DEMO_PEOPLE)[number]): Promise<string> {
    const known = await deps.consoleUsers.findUserByEmail(email, null);
    const passwordHash = known?.passwordHash ?? (await deps.passwordHasher.hash(DEMO_PASSWORD));
    const userId = await installation.ensureUser(
      { email, name, passwordHash, role: role === null ? 'ADMIN' : 'VENDOR' },
      now,
    );
    if (role !== null) await installation.setMembership(userId, id, role);
    return userId;
  }
}
