import { CopyButton } from '@fieldfare/ui';

/** An id at the right of its term, cut short where it does not fit, with a button that copies all of it. */
export function CopyableId({ text, subject }: { text: string; subject: string }) {
  return (
    <span className="flex items-center justify-end gap-0.5">
      <code className="truncate font-mono text-xs" title={text}>
        {text}
      </code>
      <CopyButton text={text} subject={subject} />
    </span>
  );
}
