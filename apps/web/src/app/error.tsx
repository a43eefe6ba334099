'use client';
import { ErrorState } from '@fieldfare/ui';

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="grid min-h-dvh place-content-center">
      <ErrorState
        isPage
        title="This page broke"
        message="The fault is ours. No payment was changed by it."
        requestId={error.digest ?? null}
        onRetry={reset}
      />
    </main>
  );
}
