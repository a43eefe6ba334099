import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import './checkout.css';

export const metadata: Metadata = { title: 'Checkout in Next.js', icons: { icon: 'data:,' } };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
}
