import type { PaymentMethod } from '@fieldfare/protocol';
import { Badge, Button, DateTime } from '@fieldfare/ui';
import { expiryWords, methodWords } from '../payments/method-words.ts';

interface Props {
  saved: PaymentMethod;
  /** Null where it cannot be revoked, or not by this person. */
  onRevoke: (() => void) | null;
}

/** A saved card or account: until when it is good, since when it is saved, and which processors keep it. */
export function SavedMethodRow({ saved, onRevoke }: Props) {
  const words = methodWords(saved.method);
  const expiry = expiryWords(saved.method);
  return (
    <li className="flex items-center justify-between gap-3 px-4 py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{words}</span>
          {saved.status === 'revoked' ? <Badge tone="plain">Revoked</Badge> : null}
        </p>
        <p className="text-sm text-muted">
          {expiry === null ? null : `Expires ${expiry} · `}saved <DateTime value={saved.created_at} />
          {saved.revoked_at === null ? null : (
            <>
              {' · revoked '}
              <DateTime value={saved.revoked_at} />
            </>
          )}
          {saved.processors.length === 0
            ? null
            : ` · kept by ${saved.processors.map(({ processor }) => processor).join(', ')}`}
        </p>
        <p className="font-mono text-xs break-all text-muted">{saved.id}</p>
      </div>
      {onRevoke === null ? null : (
        <Button tone="quiet" aria-label={`Revoke ${words}`} onClick={onRevoke}>
          Revoke
        </Button>
      )}
    </li>
  );
}
