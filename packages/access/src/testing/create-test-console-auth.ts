import { newId } from '@fieldfare/protocol';
import { createConsoleAuth } from '../console/create-console-auth.ts';
import type { PasswordHasher } from '../passwords/create-password-hasher.ts';
import type { ConsoleUser } from '../ports.ts';
import type { WrongCode } from '../second-factor/ports.ts';
import { createTokenIssuer } from '../tokens/create-token-issuer.ts';
import { createTokenVerifier } from '../tokens/create-token-verifier.ts';
import { FakeClock } from './fake-clock.ts';
import type { JoseSigner } from './jose-signer.ts';
import { MemoryConsoleUserStore } from './memory-console-user-store.ts';
import { MemorySecondFactorStore, MemorySecrets } from './memory-second-factor-store.ts';

/** Whose tokens these are: the payment server's origin. */
export const ISSUER = 'http://localhost:3001';

export interface TestConsoleAuthOptions {
  signer: JoseSigner;
  hasher: PasswordHasher;
  /** The one user that there is, besides what `newOwner` says. */
  owner: Partial<ConsoleUser>;
  onWrongCode?: (code: WrongCode) => void;
}

/** Signing in over memory, with its real code, and one person who can. */
export function createTestConsoleAuth({ signer, hasher, owner: changes, ...heard }: TestConsoleAuthOptions) {
  const clock = new FakeClock();
  const store = new MemoryConsoleUserStore();
  const factors = new MemorySecondFactorStore(store);
  const secrets = new MemorySecrets();
  const auth = createConsoleAuth({
    store,
    hasher,
    issuer: createTokenIssuer({ signer, issuer: ISSUER, clock }),
    verifier: createTokenVerifier({ keys: signer, issuer: ISSUER, clock }),
    clock,
    secondFactor: { factors, secrets, issuer: 'Fieldfare', ...heard },
  });
  const owner = newOwner(changes);
  store.users.set(owner.id, owner);
  return { auth, clock, store, factors, secrets, owner };
}

/** Somebody without a team and a second factor. */
function newOwner(changes: Partial<ConsoleUser>): ConsoleUser {
  return {
    id: newId('user'),
    email: 'owner@demo.test',
    name: 'Owner',
    passwordHash: '',
    oneTimeUntil: null,
    role: 'VENDOR',
    secondFactorAt: null,
    disabledAt: null,
    memberships: [],
    shopper: null,
    ...changes,
  };
}
