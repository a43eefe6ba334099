'use client';
import { Button, CopyButton, DialogActions, Notice } from '@fieldfare/ui';

interface Props {
  secret: string;
  /** What it is, in a word or two: `signing secret`. */
  subject: string;
  /** Which one it is, where there are several. */
  name?: string;
  /** Why it is shown only once, and what to do with it. */
  warning: string;
  onClose: () => void;
}

/** The only sight of a secret. It lives in this dialog and is gone with it. */
export function SecretOnce({ secret, subject, name, warning, onClose }: Props) {
  return (
    <div className="grid gap-4">
      <Notice tone="warn" announce="status">
        {warning}
      </Notice>
      <div className="grid gap-1.5">
        {name !== undefined && <p className="text-sm font-medium">{name}</p>}
        <div className="flex items-center gap-2 rounded-md border border-line-strong bg-sunken py-1.5 pr-1.5 pl-3">
          <code className="min-w-0 flex-1 font-mono text-sm break-all select-all" data-secret>
            {secret}
          </code>
          <CopyButton text={secret} subject={subject} hasLabel />
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
