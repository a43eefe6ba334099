'use client';
import { Button, CopyButton, Notice } from '@fieldfare/ui';

export interface RecoveryCodesOnceProps {
  codes: readonly string[];
  /** Whose they are, so that the file says so. */
  email: string;
  doneLabel?: string;
  onDone: () => void;
}

/** The only sight of recovery codes. They live in this component and are gone with it. */
export function RecoveryCodesOnce({ codes, email, doneLabel = 'I have saved them', onDone }: RecoveryCodesOnceProps) {
  return (
    <div className="grid gap-4">
      <Notice tone="warn" announce="status" title="Keep these recovery codes">
        Each signs you in once without your phone. They are not shown again: print them, or put them where you keep
        passwords.
      </Notice>
      <ul
        aria-label="Recovery codes"
        className="grid gap-x-6 gap-y-1.5 rounded-md border border-line-strong bg-sunken px-4 py-3 font-mono text-sm sm:w-fit sm:grid-cols-2"
        data-secret
      >
        {codes.map((code) => (
          <li key={code} className="whitespace-nowrap">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        <CopyButton text={codes.join('\n')} subject="recovery codes" hasLabel />
        <Button onClick={() => download(codes, email)}>Download as text</Button>
        <Button tone="primary" onClick={onDone} className="ml-auto max-sm:ml-0 max-sm:w-full">
          {doneLabel}
        </Button>
      </div>
    </div>
  );
}

/** By an address that holds nothing: browsers keep a list of what was downloaded from where. */
function download(codes: readonly string[], email: string): void {
  const text = [`Recovery codes of ${email} for ${window.location.host}`, 'Each serves once.', '', ...codes, ''];
  const url = URL.createObjectURL(new Blob([text.join('\r\n')], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'fieldfare-recovery-codes.txt';
  link.click();
  // The browser begins to read after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
