import type { SVGProps } from 'react';

const PATHS = {
  search: 'M7 12.5a5.5 5.5 0 1 1 0-11 5.5 5.5 0 0 1 0 11Zm4-1.5 3.5 3.5',
  copy: 'M5.5 5.5v-3a1 1 0 0 1 1-1h7a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-3m-8-5h7a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Z',
  check: 'm2.5 8.5 3.5 3.5 7.5-8',
  close: 'm3 3 10 10M13 3 3 13',
  back: 'M9.5 2.5 4 8l5.5 5.5',
  next: 'M6.5 2.5 12 8l-5.5 5.5',
  down: 'm3 6 5 5 5-5',
  key: 'M10.5 9.5a4 4 0 1 0-3.7-2.4L1.5 12.4v2.1h2.8v-2h2v-2l1.6-1.6c.8.4 1.7.6 2.6.6Zm.6-4.6h.01',
  refresh: 'M13.5 8a5.5 5.5 0 1 1-1.7-4m.2-2.5V4.5H9',
  alert: 'M8 1.5 15 14H1L8 1.5ZM8 6v4m0 2.2v.1',
  user: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-6 6.5c.4-3 2.8-4.5 6-4.5s5.6 1.5 6 4.5',
  bell: 'M3 11.5c1-1 1.2-2.3 1.2-4.5a3.8 3.8 0 0 1 7.6 0c0 2.2.2 3.5 1.2 4.5H3Zm3.5 2.2a1.6 1.6 0 0 0 3 0',
  plus: 'M8 2.5v11M2.5 8h11',
} as const;

export type IconName = keyof typeof PATHS;

/** A 16-pixel line icon. It is decoration: whoever uses it names the control in words. */
export function Icon({ name, ...rest }: { name: IconName } & SVGProps<SVGSVGElement>) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      {...rest}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
