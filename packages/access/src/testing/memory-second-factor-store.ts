import type {
  NewSecondFactor,
  SecondFactorNote,
  SecondFactorSecrets,
  SecondFactorStore,
  SignInChallenge,
} from '../second-factor/ports.ts';
import type { MemoryConsoleUserStore } from './memory-console-user-store.ts';

/** Second factors in memory, of the people of a store. */
export class MemorySecondFactorStore implements SecondFactorStore {
  readonly factors = new Map<string, { secretId: string; lastStep: number }>();
  /** Of each person: hashes as hexadecimal text. */
  readonly recoveryCodes = new Map<string, Set<string>>();
  readonly challenges = new Map<string, SignInChallenge>();
  readonly audited: string[] = [];
  readonly #people: MemoryConsoleUserStore;

  constructor(people: MemoryConsoleUserStore) {
    this.#people = people;
  }

  async secretIdOf(userId: string): Promise<string | null> {
    return this.factors.get(userId)?.secretId ?? null;
  }

  async begin({ userId, secretId }: { userId: string; secretId: string }) {
    if (this.#isOn(userId)) return { isOn: true, formerSecretId: null };
    const formerSecretId = this.factors.get(userId)?.secretId ?? null;
    this.factors.set(userId, { secretId, lastStep: -1 });
    return { isOn: false, formerSecretId };
  }

  async enable({ userId, at, secretId, step, recoveryHashes, keptSessionId }: NewSecondFactor) {
    const [user, factor] = [this.#people.users.get(userId), this.factors.get(userId)];
    if (!user || this.#isOn(userId) || factor?.secretId !== secretId) return null;
    user.secondFactorAt = at;
    factor.lastStep = step;
    this.recoveryCodes.set(userId, new Set(recoveryHashes.map(hex)));
    this.audited.push('second_factor.enabled');
    const others = [...this.#people.sessions.values()].filter(
      (session) => session.userId === userId && session.id !== keptSessionId && session.revokedAt === null,
    );
    for (const session of others) session.revokedAt = at;
    return others.map(({ id }) => id);
  }

  async takeStep(userId: string, step: number): Promise<boolean> {
    const factor = this.factors.get(userId);
    if (!factor || factor.lastStep >= step) return false;
    factor.lastStep = step;
    return true;
  }

  async spendRecoveryCode(hash: Buffer, { userId }: SecondFactorNote): Promise<boolean> {
    return this.recoveryCodes.get(userId)?.delete(hex(hash)) ?? false;
  }

  async countRecoveryCodes(userId: string): Promise<number> {
    return this.recoveryCodes.get(userId)?.size ?? 0;
  }

  async replaceRecoveryCodes(hashes: Buffer[], { userId }: SecondFactorNote): Promise<boolean> {
    if (!this.#isOn(userId)) return false;
    this.recoveryCodes.set(userId, new Set(hashes.map(hex)));
    return true;
  }

  async disable({ userId }: SecondFactorNote): Promise<string | null> {
    const [user, factor] = [this.#people.users.get(userId), this.factors.get(userId)];
    if (!user || !factor || !this.#isOn(userId)) return null;
    user.secondFactorAt = null;
    this.factors.delete(userId);
    this.recoveryCodes.delete(userId);
    return factor.secretId;
  }

  async insertChallenge(challenge: SignInChallenge, passwordHash: string): Promise<boolean> {
    if (this.#people.users.get(challenge.userId)?.passwordHash !== passwordHash) return false;
    this.challenges.set(challenge.id, { ...challenge });
    return true;
  }

  async takeTry(id: string, now: Date): Promise<{ userId: string; triesLeft: number } | null> {
    const challenge = this.challenges.get(id);
    if (!challenge || challenge.triesLeft === 0 || challenge.expiresAt <= now) return null;
    challenge.triesLeft -= 1;
    return { userId: challenge.userId, triesLeft: challenge.triesLeft };
  }

  async spendChallenge(id: string): Promise<boolean> {
    return this.challenges.delete(id);
  }

  #isOn(userId: string): boolean {
    return (this.#people.users.get(userId)?.secondFactorAt ?? null) !== null;
  }
}

/** Secrets in memory, each opening for its owner alone. */
export class MemorySecrets implements SecondFactorSecrets {
  readonly kept = new Map<string, { userId: string; secret: string }>();
  #made = 0;

  async keep(userId: string, secret: string): Promise<string> {
    const id = `vsec_${(this.#made += 1)}`;
    this.kept.set(id, { userId, secret });
    return id;
  }

  async read(userId: string, id: string): Promise<string> {
    const found = this.kept.get(id);
    if (found?.userId !== userId) throw new Error('there is no such secret of that person');
    return found.secret;
  }

  async forget(id: string): Promise<void> {
    this.kept.delete(id);
  }
}

function hex(buffer: Buffer): string {
  return buffer.toString('hex');
}
