'use client';
import type { ApiKeyWithSecret } from '@fieldfare/protocol';
import { SecretOnce } from '../secret-once.tsx';

/** The only sight of a whole key. */
export function KeyOnce({ created, onClose }: { created: ApiKeyWithSecret; onClose: () => void }) {
  return (
    <SecretOnce
      secret={created.secret}
      subject="key"
      name={created.name}
      warning="This is the only time that the key is shown. Only a hash of it is kept, so nobody can look it up for you."
      onClose={onClose}
    />
  );
}
