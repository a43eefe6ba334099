import { FieldfareError } from '@fieldfare/protocol';

const MIN_KEY_BYTES = 32;

/** Throws where the simulated bank must not run: in production, or without a key that keeps card numbers out of its books. */
export function assertSandboxAllowed({
  environment,
  hashKey,
}: {
  environment: 'development' | 'production';
  hashKey: Buffer;
}): void {
  if (environment === 'production') {
    throw new FieldfareError('system_error', {
      detail: 'sandbox_in_production',
      audience: 'operator',
      message:
        'The sandbox bank moves no money, so it does not run with FIELDFARE_ENV=production. Set FIELDFARE_ENV=development to use it, or configure a live processor.',
    });
  }
  if (hashKey.length < MIN_KEY_BYTES) {
    throw new FieldfareError('system_error', {
      detail: 'sandbox_key_too_short',
      audience: 'operator',
      message: `The hash key of the sandbox bank needs at least ${MIN_KEY_BYTES} bytes.`,
    });
  }
}
