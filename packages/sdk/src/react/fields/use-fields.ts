import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { CallResult, CancelOptions, ConfirmOptions, PayOptions, TokenizeOptions } from '../../types.ts';
import { useFieldsStore } from './fieldfare-provider.tsx';
import { NOTHING_YET } from './fields-store.ts';
import type { FieldsSnapshot } from './fields-store.ts';

export interface FieldsHandle extends FieldsSnapshot {
  /** Saves what the fields hold for later payments; see `Fields.tokenize`. */
  tokenize: (options?: TokenizeOptions) => Promise<CallResult>;
  /** Captures the session's payment, all of it or less, where the session lets the page. */
  confirm: (options?: ConfirmOptions) => Promise<CallResult>;
  /** Voids the session's payment, where the session lets the page. */
  cancel: (options?: CancelOptions) => Promise<CallResult>;
}

/** The fields of the provider around the calling component: what they say, live, and what else can be done with the payment. */
export function useFields(): FieldsHandle {
  const store = useFieldsStore();
  const observe = useCallback((observer: () => void) => store.observe(observer), [store]);
  const snapshot = useSyncExternalStore(
    observe,
    () => store.snapshot,
    () => NOTHING_YET,
  );
  const calls = useMemo(
    () => ({
      tokenize: async (options?: TokenizeOptions) => store.opened().tokenize(options),
      confirm: async (options?: ConfirmOptions) => store.opened().confirm(options),
      cancel: async (options?: CancelOptions) => store.opened().cancel(options),
    }),
    [store],
  );
  return { ...snapshot, ...calls };
}

export interface Pay {
  /** Pays with what the fields hold, once however often it is called. Declined and unknown are values; it rejects on misuse only. */
  pay: (options?: PayOptions) => Promise<CallResult>;
  isPaying: boolean;
  /** How the last payment ended; null before, and after `reset`. */
  result: CallResult | null;
  reset: () => void;
}

/** What a button that pays needs. Every component inside one provider sees the same payment. */
export function usePay(): Pay {
  const store = useFieldsStore();
  const { isPaying, result } = useFields();
  const calls = useMemo(
    () => ({ pay: (options?: PayOptions) => store.pay(options), reset: () => store.forgetResult() }),
    [store],
  );
  return { isPaying, result, ...calls };
}
