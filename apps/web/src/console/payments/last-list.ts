import { create } from 'zustand';

/** The list as it was looked at last, so that the way back from a payment leads to the same filter and page. */
export const useLastList = create<{ href: string; setHref: (href: string) => void }>()((set) => ({
  href: '/console/payments',
  setHref: (href) => set({ href }),
}));
