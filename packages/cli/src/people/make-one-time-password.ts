import { createPasswordHasher, newOneTimePassword, ONE_TIME_PASSWORD_MS } from '@fieldfare/access';

export interface OneTimePassword {
  /** To be shown once. */
  password: string;
  passwordHash: string;
  oneTimeUntil: Date;
}

export async function makeOneTimePassword(now: Date): Promise<OneTimePassword> {
  const password = newOneTimePassword();
  const hasher = createPasswordHasher();
  try {
    const passwordHash = await hasher.hash(password);
    return { password, passwordHash, oneTimeUntil: new Date(now.getTime() + ONE_TIME_PASSWORD_MS) };
  } finally {
    await hasher.close();
  }
}
