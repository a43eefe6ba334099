import { createApiKeyVerifier, createPasswordHasher } from '@fieldfare/access';
import { connectDatabase, createApiKeyStore } from '@fieldfare/db';
import { systemClock } from '@fieldfare/payments';
import { median } from '../harness/percentile.ts';

const CHECKS = 20_000;

/** How long it takes to know a key again that bcrypt has accepted before, in microseconds. */
export async function keyCheckUs(databaseUrl: string, secret: string): Promise<number> {
  const database = connectDatabase({ url: databaseUrl });
  const hasher = createPasswordHasher();
  try {
    const verifier = createApiKeyVerifier({ store: createApiKeyStore(database), hasher, clock: systemClock });
    const client = { ip: '127.0.0.1' };
    await verifier.verify(secret, client);
    const tookUs: number[] = [];
    for (let check = 0; check < CHECKS; check += 1) {
      const startedAt = performance.now();
      await verifier.verify(secret, client);
      tookUs.push((performance.now() - startedAt) * 1_000);
    }
    return median(tookUs);
  } finally {
    await Promise.all([hasher.close(), database.close()]);
  }
}
