'use client';
import type { Approval } from '@fieldfare/protocol';
import { useState } from 'react';
import { ApprovalsPanel } from './approvals-panel.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import type { Verb } from './use-decide.ts';

export function ApprovalsPage() {
  const [deciding, setDeciding] = useState<{ approval: Approval; verb: Verb } | null>(null);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h1 className="flex min-h-9 items-center text-xl font-semibold">Approvals</h1>
      <p className="max-w-prose text-muted">
        Confirms and refunds above the amounts in your settings wait here for a second person. Nobody decides what they
        asked for themselves.
      </p>
      <ApprovalsPanel onDecide={(approval, verb) => setDeciding({ approval, verb })} />
      {deciding ? <DecideDialog {...deciding} onClose={() => setDeciding(null)} /> : null}
    </div>
  );
}
