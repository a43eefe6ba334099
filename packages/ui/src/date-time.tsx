const SHORT = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const FULL = new Intl.DateTimeFormat('en-US', {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** A moment in the reader's own time zone; the exact UTC time stands in the tooltip. */
export function DateTime({ value, isFull = false }: { value: string; isFull?: boolean }) {
  return (
    <time dateTime={value} title={value} className="tabular-nums">
      {(isFull ? FULL : SHORT).format(new Date(value))}
    </time>
  );
}
