'use client';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

const REMEMBERED = 50;

/** Which broadcasts were closed in this tab. Another tab, and the next sign-in, show them until they end. */
export const useDismissed = create<{ dismissed: string[]; dismiss: (id: string) => void }>()(
  persist(
    (set) => ({
      dismissed: [],
      dismiss: (id) => set(({ dismissed }) => ({ dismissed: [...dismissed, id].slice(-REMEMBERED) })),
    }),
    { name: 'fieldfare-dismissed', storage: createJSONStorage(() => sessionStorage) },
  ),
);
