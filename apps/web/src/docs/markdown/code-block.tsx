import { CopyButton } from '@fieldfare/ui';
import type { ReactNode } from 'react';

export interface CodeBlockProps {
  /** As it is copied. */
  text: string;
  /** The file that it belongs into. */
  file?: string | undefined;
  /** Highlighted, or plain. */
  children: ReactNode;
}

/** Code with a button that copies it. It scrolls sideways in itself, by keyboard too. */
export function CodeBlock({ text, file, children }: CodeBlockProps) {
  return (
    <figure className="grid min-w-0 overflow-hidden rounded-lg border border-line bg-surface" data-file={file}>
      <figcaption className="flex min-h-9 items-center justify-between border-b border-line bg-sunken pr-1 pl-3 font-mono text-xs text-muted">
        <span>{file ?? ''}</span>
        <CopyButton text={text} subject={file ?? 'code'} hasLabel />
      </figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <section tabIndex={0} aria-label={file ?? 'Code'} className="overflow-x-auto p-3">
        <pre className="text-sm leading-relaxed">{children}</pre>
      </section>
    </figure>
  );
}
