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
      explanation={`A new key takes the place of this one. Until the old one ends, both work, so you can change your servers without an interruption. ${endOf(apiKey)}`}
      rotate={rotate}
      made={rotate.data && <KeyOnce created={rotate.data} onClose={onClose} />}
      onClose={onClose}
    />
  );
}

const DAY_MS = 86_400_000;

/** When the successor ends, which the server counts from now. */
function endOf({ created_at: begin, expires_at: end }: ApiKey): string {
  if (end === null) return 'Like this one, the new key has no end.';
  const days = Math.round((Date.parse(end) - Date.parse(begin)) / DAY_MS);
  if (days < 1) return 'Like this one, the new key ends within a day.';
  return `Like this one, the new key ends ${days === 1 ? 'a day' : `${days} days`} after it is made.`;
}
