import type { Payment } from '@fieldfare/protocol';
import { createStore } from 'zustand/vanilla';

export type Touch = 'new' | 'changed';

export interface LiveState {
  /** The newest version seen of each payment that changed while this tab was open. */
  newest: ReadonlyMap<string, Payment>;
  /** What just moved before the reader's eyes, for a moment. */
  touched: ReadonlyMap<string, Touch>;
  /** Takes a payment that was pushed or answered. False where that version, or a later one, has passed already. */
  accept: (payment: Payment) => boolean;
  touch: (id: string, touch: Touch) => void;
  untouch: (id: string) => void;
}

const REMEMBERED = 1_000;

export function createLiveStore() {
  return createStore<LiveState>((set, get) => ({
    newest: new Map(),
    touched: new Map(),
    accept: (payment) => {
      const known = get().newest.get(payment.id);
      if (known && known.version >= payment.version) return false;
      const newest = new Map(get().newest);
      // Set anew, so that the map stays in the order of change and the oldest goes first.
      newest.delete(payment.id);
      newest.set(payment.id, payment);
      const oldest = newest.keys().next().value;
      if (newest.size > REMEMBERED && oldest !== undefined) newest.delete(oldest);
      set({ newest });
      return true;
    },
    touch: (id, touch) => set({ touched: new Map(get().touched).set(id, touch) }),
    untouch: (id) => {
      const touched = new Map(get().touched);
      touched.delete(id);
      set({ touched });
    },
  }));
}

export type LiveStore = ReturnType<typeof createLiveStore>;

/** The given payment, or the newer version that overtook it on the way. */
export function freshest(store: LiveStore, payment: Payment): Payment {
  const known = store.getState().newest.get(payment.id);
  return known && known.version > payment.version ? known : payment;
}
