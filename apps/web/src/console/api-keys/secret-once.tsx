'use client';
import type { ApiKeyWithSecret } from '@fieldfare/protocol';
import { Button, CopyButton, DialogActions, Notice } from '@fieldfare/ui';

/** The only sight of a whole key. It lives in this dialog and is gone with it. */
export function SecretOnce({ created, onClose }: { created: ApiKeyWithSecret; onClose: () => void }) {
  return (
    <div className="grid gap-4">
      <Notice tone="warn" announce="status">
        This is the only time that the key is shown. Only a hash of it is kept, so nobody can look it up for you.
      </Notice>
      <div className="grid gap-1.5">
        <p className="text-sm font-medium">{created.name}</p>
        <div className="flex items-center gap-2 rounded-md border border-line-strong bg-sunken py-1.5 pr-1.5 pl-3">
          <code className="min-w-0 flex-1 font-mono text-sm break-all select-all" data-secret>
            {created.secret}
          </code>
          <CopyButton text={created.secret} subject="key" hasLabel />
        </div>
      </div>
      <DialogActions>
        <Button tone="primary" onClick={onClose}>
          I have saved it
        </Button>
      </DialogActions>
    </div>
  );
}
