import type { Kms } from '../ports.ts';

/** A KMS that counts what it is asked. */
export function countingKms(kms: Kms): Kms & { calls(): number } {
  let calls = 0;
  return {
    name: kms.name,
    generateDataKey: (context) => {
      calls += 1;
      return kms.generateDataKey(context);
    },
    encrypt: (plaintext, context) => {
      calls += 1;
      return kms.encrypt(plaintext, context);
    },
    decrypt: (wrapped, context) => {
      calls += 1;
      return kms.decrypt(wrapped, context);
    },
    health: () => kms.health(),
    calls: () => calls,
  };
}
