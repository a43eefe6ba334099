import { FieldfareError } from '@fieldfare/protocol';
import type { Kms } from '../ports.ts';

/**
 * A KMS on its way from one key, or one provider, to another: everything new is wrapped by `current`, and what `previous` wrapped still
 * opens. Servers run with it while the stored keys are wrapped anew; afterwards `previous` is taken away.
 */
export function createMigratingKms(current: Kms, previous: Kms): Kms {
  return {
    name: `${current.name}, before ${previous.name}`,
    rootSigners: [...(current.rootSigners ?? []), ...(previous.rootSigners ?? [])],
    generateDataKey: (context) => current.generateDataKey(context),
    encrypt: (plaintext, context) => current.encrypt(plaintext, context),
    decrypt: async (wrapped, context) => {
      try {
        return await current.decrypt(wrapped, context);
      } catch (error) {
        if (!isForeign(error)) throw error;
        // Where neither opens it, the failure of the key that is here to stay says what to do.
        return previous.decrypt(wrapped, context).catch((second: unknown) => {
          throw isForeign(second) ? error : second;
        });
      }
    },
    health: async () => {
      const [now, before] = await Promise.all([current.health(), previous.health()]);
      if (!now.isHealthy) return now;
      return before.isHealthy ? now : { isHealthy: false, detail: `The previous KMS key: ${before.detail}` };
    },
  };
}

/** Another key wrapped it, or another provider, to which the bytes mean nothing. */
export function isForeign(error: unknown): boolean {
  return error instanceof FieldfareError && (error.detail === 'kms_key_mismatch' || error.detail === 'kms_refused');
}
