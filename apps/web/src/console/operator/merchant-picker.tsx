'use client';
import { Panel } from '@fieldfare/ui';
import { useMemo } from 'react';
import { createRestClient } from '../api/rest-client.ts';
import type { TokenSource } from '../api/token-source.ts';
import { MerchantSearch } from './merchant-search.tsx';

const stay = () => undefined;

/** Where an operator begins who works for no merchant. */
export function MerchantPicker({ paymentsOrigin, tokens }: { paymentsOrigin: string; tokens: TokenSource }) {
  const rest = useMemo(() => createRestClient({ paymentsOrigin, tokens, scope: null }), [paymentsOrigin, tokens]);
  return (
    <div className="mx-auto grid w-full max-w-xl gap-4">
      <h1 className="text-xl font-semibold">Merchants</h1>
      <p className="text-muted">
        You run this installation: you may look at every merchant and change nothing. The merchant sees in its audit log
        what you looked at.
      </p>
      <Panel className="p-4">
        <MerchantSearch rest={rest} onChosen={stay} />
      </Panel>
    </div>
  );
}
