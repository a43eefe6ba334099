'use client';
import type { PaymentMethod } from '@fieldfare/protocol';
import { EmptyState, Panel } from '@fieldfare/ui';
import { useState } from 'react';
import { QueryStates } from '../query-states.tsx';
import { useConsole } from '../shell/console-context.ts';
import { TrailPager } from '../trail-pager.tsx';
import { RevokeMethodDialog } from './revoke-method-dialog.tsx';
import { SavedMethodRow } from './saved-method-row.tsx';
import { useSavedMethods } from './use-saved-methods.ts';

/** The cards and bank accounts that are saved for a customer, each of which can be revoked. */
export function SavedMethodsPanel({ customerId }: { customerId: string }) {
  const { can } = useConsole();
  const [trail, setTrail] = useState<string[]>([]);
  const [revoking, setRevoking] = useState<PaymentMethod | null>(null);
  const methods = useSavedMethods(customerId, trail.at(-1) ?? null);
  const page = methods.data;
  return (
    <Panel title="Saved cards and accounts">
      <QueryStates query={methods} title="The saved methods could not be read">
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState title="Nothing saved">This customer has let you keep no card or bank account.</EmptyState>
          ) : (
            <ul aria-label="Saved cards and accounts" className="divide-y divide-line">
              {data.map((saved) => (
                <SavedMethodRow
                  key={saved.id}
                  saved={saved}
                  onRevoke={can('customers:write') && saved.status === 'active' ? () => setRevoking(saved) : null}
                />
              ))}
            </ul>
          )
        }
      </QueryStates>
      {page && (page.has_more || trail.length > 0) ? (
        <TrailPager trail={trail} onTurn={setTrail} page={page} isBusy={methods.isPlaceholderData} />
      ) : null}
      {revoking === null ? null : (
        <RevokeMethodDialog saved={revoking} customerId={customerId} onClose={() => setRevoking(null)} />
      )}
    </Panel>
  );
}
