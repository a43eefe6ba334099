import type { ReactNode } from 'react';
import './field.css';

// oxlint-disable-next-line import/no-default-export -- Next wants one.
export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
