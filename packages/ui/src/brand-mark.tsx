/** The bird's slate head, ochre breast and pale belly as three arcs. Decoration: the name stands beside it. */
export function BrandMark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path
        d="M4 10.5A7.5 7.5 0 0 1 18.5 8l3.5 1.5-3.5 1.5c0 6-4.5 10-10 10H3.5c2-1.5 3-3 3-5.5 0-1.5-2.5-2.5-2.5-5Z"
        fill="var(--accent)"
      />
      <path d="M9 14.5c2.5 1 6.5.5 8.5-2.5-.5 4.5-4 7-8.5 7 .8-1.5.6-3 0-4.5Z" fill="#d59a3c" />
      <circle cx="14.5" cy="8.5" r="1.1" fill="var(--surface)" />
    </svg>
  );
}
