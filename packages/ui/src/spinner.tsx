/** A turning ring. Decoration only: the control around it says that it is busy. */
export function Spinner() {
  return (
    <svg width="14" height="14" viewBox="0 0 16 16" fill="none" className="animate-spin-slow" aria-hidden="true">
      <circle cx="8" cy="8" r="6.5" stroke="currentColor" strokeOpacity="0.3" strokeWidth="2" />
      <path d="M8 1.5A6.5 6.5 0 0 1 14.5 8" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
