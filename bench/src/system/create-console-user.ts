import { createPasswordHasher } from '@fieldfare/access';
import { connectDatabase, createInstallation } from '@fieldfare/db';
import { systemClock } from '@fieldfare/payments';
import type { ConsoleSignIn } from '@fieldfare/protocol';
import type { RunningPaymentServer } from './start-payment-server.ts';

export interface SignedIn {
  userId: string;
  /** A console token; lives for five minutes. */
  token: string;
}

const EMAIL = 'bench@demo.test';
const PASSWORD = 'a password of the benchmark';

/** A person of no merchant, signed in at the payment server. */
export async function createConsoleUser({ url, database }: RunningPaymentServer): Promise<SignedIn> {
  const connected = connectDatabase({ url: database.paymentsUrl });
  const passwordHasher = createPasswordHasher();
  try {
    const passwordHash = await passwordHasher.hash(PASSWORD);
    const user = { email: EMAIL, name: 'Benchmark', passwordHash, role: 'VENDOR' } as const;
    const userId = await createInstallation(connected).ensureUser(user, systemClock.now());
    const response = await fetch(`${url}/v1/console/sign_in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
    });
    if (!response.ok) throw new Error(`signing in was answered with ${response.status}`);
    const { token } = (await response.json()) as ConsoleSignIn;
    return { userId, token };
  } finally {
    await Promise.all([passwordHasher.close(), connected.close()]);
  }
}
