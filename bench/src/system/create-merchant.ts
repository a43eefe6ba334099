import { createPasswordHasher } from '@fieldfare/access';
import { connectDatabase, createApiKeyAdmin, createInstallation } from '@fieldfare/db';
import { systemClock } from '@fieldfare/payments';
import { newApiKey } from '../../../apps/socket-server/src/rest/api-keys/new-api-key.ts';
import type { BenchDatabase } from '../harness/bench-database.ts';

const SET_UP = { type: 'system', id: null, name: 'Benchmark' } as const;

/** A merchant whose fields the given pages may embed, and its secret key. */
export async function createMerchant({ paymentsUrl }: BenchDatabase, allowedOrigins: string[]): Promise<string> {
  const database = connectDatabase({ url: paymentsUrl });
  const keyHasher = createPasswordHasher();
  try {
    const merchantId = await createInstallation(database).createMerchant(
      {
        name: 'Benchmark',
        allowedOrigins,
        statementDescriptor: 'BENCHMARK',
        feeMode: 'merchant_fee',
        feeBps: 290,
        feeFixedMinor: 30,
      },
      systemClock.now(),
    );
    const caller = { merchantId, mode: 'test', actor: SET_UP } as const;
    const made = await newApiKey({ keyHasher, clock: systemClock }, caller, {
      type: 'secret',
      name: 'Benchmark',
      expiresAt: null,
    });
    await createApiKeyAdmin(database).insert(made.key, SET_UP, 'req_benchmark');
    return made.secret;
  } finally {
    await Promise.all([keyHasher.close(), database.close()]);
  }
}
