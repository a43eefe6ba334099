'use client';
import { OwnPaymentMethodList, type OwnPaymentMethod } from '@fieldfare/protocol';
import { Button, EmptyState, ErrorState, Panel, Skeleton } from '@fieldfare/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { expiryWords, methodWords } from '../payments/method-words.ts';
import { problemWords } from '../problem-words.ts';
import { queryKeys } from '../query-keys.ts';
import { ForgetMethodDialog } from './forget-method-dialog.tsx';
import { useShopper } from './shopper-context.ts';

/** The cards and bank accounts that the shop has saved, each of which can be forgotten. */
export function OwnMethodsPanel() {
  const { rest, shop } = useShopper();
  const [forgetting, setForgetting] = useState<OwnPaymentMethod | null>(null);
  const methods = useQuery({
    queryKey: queryKeys.ownMethods,
    queryFn: ({ signal }) =>
      rest({ path: '/v1/own/payment_methods', schema: OwnPaymentMethodList, query: { limit: 100 }, signal }),
  });
  const saved = methods.data?.data.filter(({ status }) => status === 'active');
  return (
    <Panel title="Saved cards and accounts">
      {saved ? (
        <MethodList methods={saved} shopName={shop.merchant.name} onForget={setForgetting} />
      ) : methods.isError ? (
        <ErrorState
          title="Your saved cards could not be read"
          {...problemWords(methods.error)}
          onRetry={() => void methods.refetch()}
          isRetrying={methods.isFetching}
        />
      ) : (
        <div className="p-4" aria-busy="true">
          <Skeleton className="h-9 w-full" />
        </div>
      )}
      {forgetting === null ? null : <ForgetMethodDialog method={forgetting} onClose={() => setForgetting(null)} />}
    </Panel>
  );
}

interface MethodListProps {
  methods: readonly OwnPaymentMethod[];
  shopName: string;
  onForget: (method: OwnPaymentMethod) => void;
}

function MethodList({ methods, shopName, onForget }: MethodListProps) {
  if (methods.length === 0) return <EmptyState title="Nothing saved">{shopName} keeps no card of yours.</EmptyState>;
  return (
    <ul aria-label="Saved cards and accounts" className="divide-y divide-line">
      {methods.map((one) => {
        const expiry = expiryWords(one.method);
        const words = methodWords(one.method);
        return (
          <li key={one.id} className="flex items-center justify-between gap-3 px-4 py-3">
            <p>
              <span className="font-medium">{words}</span>
              {expiry === null ? null : <span className="block text-sm text-muted">Expires {expiry}</span>}
            </p>
            <Button tone="quiet" aria-label={`Remove ${words}`} onClick={() => onForget(one)}>
              Remove
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
