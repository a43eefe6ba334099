import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DocsPage } from '../../../docs/docs-page.tsx';
import { Markdown } from '../../../docs/markdown/markdown.tsx';
import { readPage } from '../../../docs/markdown/read-page.ts';
import { entryOf } from '../../../docs/site-map.ts';

interface Props {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const entry = entryOf(`/docs/${(await params).slug}`);
  return entry === undefined ? {} : { title: entry.title, description: entry.summary };
}

export default async function ContentPage({ params }: Props) {
  const { slug } = await params;
  const markdown = await readPage(slug);
  if (markdown === null || entryOf(`/docs/${slug}`) === undefined) notFound();
  return (
    <DocsPage href={`/docs/${slug}`}>
      <Markdown>{markdown}</Markdown>
    </DocsPage>
  );
}
