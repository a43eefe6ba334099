'use client';
import { SecretOnce } from '../secret-once.tsx';

/** The only sight of a signing secret. */
export function SigningSecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <SecretOnce
      secret={secret}
      subject="signing secret"
      warning="This is the only time that the secret is shown. Give it to your server, which checks every webhook with it."
      onClose={onClose}
    />
  );
}
