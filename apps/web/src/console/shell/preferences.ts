import type { Mode } from '@fieldfare/protocol';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface Preferences {
  mode: Mode;
  /** The merchant looked at last; null is the first one. */
  merchantId: string | null;
  setMode: (mode: Mode) => void;
  setMerchantId: (merchantId: string) => void;
}

/** What this browser remembers. Nothing in it is secret, and the server decides what may be seen. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      mode: 'test',
      merchantId: null,
      setMode: (mode) => set({ mode }),
      setMerchantId: (merchantId) => set({ merchantId }),
    }),
    { name: 'fieldfare-console', partialize: ({ mode, merchantId }) => ({ mode, merchantId }) },
  ),
);
