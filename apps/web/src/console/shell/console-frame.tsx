import { BrandMark } from '@fieldfare/ui';
import type { ReactNode } from 'react';

export interface ConsoleFrameProps {
  bar?: ReactNode;
  /** Stands between the bar and the page. */
  banner?: ReactNode;
  children: ReactNode;
}

/** The bar on top and the page below, of the same size whether anything is loaded yet or not. */
export function ConsoleFrame({ bar, banner, children }: ConsoleFrameProps) {
  return (
    <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_1fr]">
      <a
        href="#content"
        className="sr-only z-20 rounded-md bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-10 border-b border-line bg-surface">
        <div className="mx-auto flex h-13 max-w-6xl items-center gap-1 px-3 sm:gap-4 sm:px-5">
          <span className="flex items-center gap-2 font-semibold">
            <BrandMark />
            <span className="max-sm:sr-only">Fieldfare</span>
          </span>
          {bar}
        </div>
      </header>
      <div>{banner}</div>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-6xl px-3 py-5 outline-none sm:px-5">
        {children}
      </main>
    </div>
  );
}
