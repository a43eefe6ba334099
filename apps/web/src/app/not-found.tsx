import { buttonClasses, EmptyState } from '@fieldfare/ui';
import Link from 'next/link';

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-content-center">
      <EmptyState
        isPage
        title="There is nothing at this address"
        action={
          <p className="flex gap-3">
            <Link href="/console" className={buttonClasses('secondary')}>
              Go to the console
            </Link>
            <Link href="/docs" className={buttonClasses('secondary')}>
              Read the docs
            </Link>
          </p>
        }
      >
        The page may have moved, or the link was cut short.
      </EmptyState>
    </main>
  );
}
