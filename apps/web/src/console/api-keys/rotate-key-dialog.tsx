'use client';
import { ApiKeyWithSecret, type ApiKey } from '@fieldfare/protocol';
import { RotateDialog } from '../rotate-dialog.tsx';
import { KeyOnce } from './key-once.tsx';
import { useKeyAction } from './use-key-action.ts';

/** Makes a successor. For a while both keys work, so that no server stands without one. */
export function RotateKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const rotate = useKeyAction(`/v1/api_keys/${apiKey.id}/rotate`, ApiKeyWithSecret);
  return (
    <RotateDialog
      thing="key"
      title={`Rotate “${apiKey.name}”`}
      explanation="A new key takes the place of this one. Until the old one ends, both work, so you can change your servers without an interruption."
      rotate={rotate}
      made={rotate.data && <KeyOnce created={rotate.data} onClose={onClose} />}
      onClose={onClose}
    />
  );
}
