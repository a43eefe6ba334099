import type { Metadata } from 'next';
import { ProcessorsPage } from '../../../../console/processors/processors-page.tsx';
import { webEnv } from '../../../../env.ts';

export const metadata: Metadata = { title: 'Processors' };

export default function Page() {
  return <ProcessorsPage hasSandbox={!webEnv().isProduction} />;
}
