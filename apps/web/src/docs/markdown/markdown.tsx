import type { Element, Nodes } from 'hast';
import Link from 'next/link';
import type { ReactNode } from 'react';
import ReactMarkdown from 'react-markdown';
import rehypeHighlight from 'rehype-highlight';
import rehypeSlug from 'rehype-slug';
import remarkGfm from 'remark-gfm';
import { entryOf } from '../site-map.ts';
import { CodeBlock } from './code-block.tsx';
import { metaOf } from './meta-of.ts';

/** A page's Markdown as elements: no HTML of its own, colours by class and not by attribute, which the pages' policy would refuse. */
export function Markdown({ children }: { children: string }) {
  return (
    <div className="docs-prose">
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[rehypeSlug, [rehypeHighlight, { detect: false }]]}
        components={{ a: Anchor, pre: Pre, table: Table, h1: () => null }}
      >
        {children}
      </ReactMarkdown>
    </div>
  );
}

function Anchor({ href = '', children }: { href?: string; children?: ReactNode }) {
  const isOwn = href.startsWith('/docs/') && entryOf(href.split('#')[0] ?? '')?.isOwnDocument !== true;
  if (!isOwn) return <a href={href}>{children}</a>;
  return (
    <Link href={href} prefetch={false}>
      {children}
    </Link>
  );
}

function Pre({ node, children }: { node?: Element | undefined; children?: ReactNode }) {
  const code = node?.children.find((child): child is Element => child.type === 'element');
  return (
    <CodeBlock text={code === undefined ? '' : textOf(code).trimEnd()} file={metaOf(code?.data?.meta).file}>
      {children}
    </CodeBlock>
  );
}

/** Wide on a phone: it scrolls in itself. */
function Table({ children }: { children?: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className="overflow-x-auto" tabIndex={0} aria-label="Table">
      <table>{children}</table>
    </section>
  );
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map((child) => textOf(child as Nodes)).join('') : '';
}
