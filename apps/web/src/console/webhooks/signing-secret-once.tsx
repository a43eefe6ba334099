'use client';
import { Button, CopyButton, DialogActions, Notice } from '@fieldfare/ui';

/** The only sight of a signing secret. It lives in this dialog and is gone with it. */
export function SigningSecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <div className="grid gap-4">
      <Notice tone="warn" announce="status">
        This is the only time that the secret is shown. Give it to your server, which checks every webhook with it.
      </Notice>
      <div className="flex items-center gap-2 rounded-md border border-line-strong bg-sunken py-1.5 pr-1.5 pl-3">
        <code className="min-w-0 flex-1 font-mono text-sm break-all select-all" data-secret>
          {secret}
        </code>
        <CopyButton text={secret} subject="signing secret" hasLabel />
      </div>
      <DialogActions>
        <Button tone="primary" onClick={onClose}>
          I have saved it
        </Button>
      </DialogActions>
    </div>
  );
}
