import { createInstallation } from '@fieldfare/db';
import type { MerchantRole } from '@fieldfare/protocol';
import type { Composed } from '../compose.ts';
import { newApiKey } from '../rest/api-keys/new-api-key.ts';

export const SHOP_ORIGIN = 'https://shop.example';
export const PASSWORD = 'correct horse battery staple 1';

export interface TestMerchant {
  id: string;
  keyId: string;
  secret: string;
  publishable: string;
  email(role: MerchantRole): string;
}

/** A merchant with a key of each type, and somebody for each of the roles owner and viewer. */
export async function createTestMerchant({ deps, database }: Composed, name: string): Promise<TestMerchant> {
  const installation = createInstallation(database);
  const now = deps.clock.now();
  const id = await installation.createMerchant(
    {
      name,
      allowedOrigins: [SHOP_ORIGIN],
      statementDescriptor: 'TEST MERCHANT',
      feeMode: 'merchant_fee',
      feeBps: 290,
      feeFixedMinor: 30,
    },
    now,
  );
  const email = (role: MerchantRole) => `${role}@${id.replace('_', '-')}.test`;
  const passwordHash = await deps.passwordHasher.hash(PASSWORD);
  for (const role of ['owner', 'viewer'] as const) {
    const userId = await installation.ensureUser({ email: email(role), name: role, passwordHash, role: 'VENDOR' }, now);
    await installation.setMembership(userId, id, role);
  }
  const caller = { merchantId: id, mode: 'test', actor: { type: 'system', id: null, name: 'Test' } } as const;
  const make = async (type: 'secret' | 'publishable') => {
    const made = await newApiKey(deps, caller, { type, name: type, expiresAt: null });
    await deps.apiKeyAdmin.insert(made.key, caller.actor, 'req_test');
    return made;
  };
  const [secret, publishable] = [await make('secret'), await make('publishable')];
  return { id, keyId: secret.key.id, secret: secret.secret, publishable: publishable.secret, email };
}
