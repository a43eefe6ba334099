'use client';
import { classes } from '@fieldfare/ui';
import Link from 'next/link';
import { usePathname } from 'next/navigation';

const LINKS = [
  { href: '/console/payments', label: 'Payments' },
  { href: '/console/customers', label: 'Customers' },
  { href: '/console/approvals', label: 'Approvals' },
  { href: '/console/balance', label: 'Balance' },
  { href: '/console/processors', label: 'Processors' },
  { href: '/console/api-keys', label: 'API keys' },
  { href: '/console/webhooks', label: 'Webhooks' },
  { href: '/console/team', label: 'Team' },
  { href: '/console/audit', label: 'Audit log' },
  { href: '/console/settings', label: 'Settings' },
];

/** On a phone the links are wider than the screen: that of the page at hand is moved into sight. */
function showAmongOthers(link: HTMLAnchorElement | null): void {
  link?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

export function NavLinks() {
  const pathname = usePathname();
  return (
    <nav aria-label="Console" className="flex h-full min-w-0 items-stretch overflow-x-auto">
      {LINKS.map(({ href, label }) => {
        const isCurrent = pathname.startsWith(href);
        return (
          <Link
            key={href}
            href={href}
            ref={isCurrent ? showAmongOthers : undefined}
            aria-current={isCurrent ? 'page' : undefined}
            className={classes(
              'flex items-center border-b-2 px-2 whitespace-nowrap -outline-offset-2!',
              isCurrent ? 'border-accent font-medium text-ink' : 'border-transparent text-muted hover:text-ink',
            )}
          >
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
