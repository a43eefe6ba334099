import { Notice } from '@fieldfare/ui';
import type { Metadata } from 'next';
import Link from 'next/link';
import { DocsPage } from '../../../docs/docs-page.tsx';
import { Playground } from '../../../docs/playground/playground.tsx';
import { webEnv } from '../../../env.ts';

export const metadata: Metadata = { title: 'Playground' };

export default function PlaygroundPage() {
  const { fieldsOrigin, paymentsOrigin, playgroundKey } = webEnv();
  return (
    <DocsPage href="/docs/playground" isWide>
      <p className="max-w-3xl">
        These are real fields, and the payment is a real one at the sandbox bank. Pay with 4242 4242 4242 4242, any
        later date and any code, or with another of the{' '}
        <Link href="/docs/test-cards" prefetch={false} className="underline">
          test cards
        </Link>
        .
      </p>
      {playgroundKey === null ? (
        <Notice tone="warn" title="The playground has no key here">
          Set PLAYGROUND_PUBLISHABLE_KEY to a publishable key of test mode, add this page’s origin to its merchant’s
          allowed origins, and start again.
        </Notice>
      ) : (
        <Playground fieldsOrigin={fieldsOrigin} paymentsOrigin={paymentsOrigin} playgroundKey={playgroundKey} />
      )}
    </DocsPage>
  );
}
