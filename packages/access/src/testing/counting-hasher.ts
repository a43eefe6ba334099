import type { PasswordHasher } from '../passwords/create-password-hasher.ts';

/** A hasher that counts its comparisons and notes which were with nobody's hash. */
export function countingHasher(hasher: PasswordHasher): PasswordHasher & { comparisons: ('somebody' | 'nobody')[] } {
  const comparisons: ('somebody' | 'nobody')[] = [];
  return {
    ...hasher,
    comparisons,
    verify: (password, hash, asker) => {
      comparisons.push(hash === null ? 'nobody' : 'somebody');
      return hasher.verify(password, hash, asker);
    },
  };
}
