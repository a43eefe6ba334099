import type { ReactNode } from 'react';

/** The row of buttons that ends a dialog: the safe way out first, the action last. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex flex-wrap justify-end gap-2 max-sm:[&>*]:flex-1">{children}</div>;
}
