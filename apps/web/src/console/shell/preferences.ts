import type { Mode } from '@fieldfare/protocol';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export interface VisitedMerchant {
  id: string;
  name: string;
}

interface Preferences {
  mode: Mode;
  /** The merchant looked at last; null is the first one. */
  merchantId: string | null;
  /** Where an operator looks without being a member. */
  visited: VisitedMerchant | null;
  setMode: (mode: Mode) => void;
  setMerchantId: (merchantId: string) => void;
  visit: (merchant: VisitedMerchant) => void;
}

/** What this browser remembers. Nothing in it is secret, and the server decides what may be seen. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      mode: 'test',
      merchantId: null,
      visited: null,
      setMode: (mode) => set({ mode }),
      setMerchantId: (merchantId) => set({ merchantId, visited: null }),
      visit: (visited) => set({ visited }),
    }),
    { name: 'fieldfare-console', partialize: ({ mode, merchantId, visited }) => ({ mode, merchantId, visited }) },
  ),
);
