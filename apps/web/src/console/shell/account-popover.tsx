'use client';
import { Icon } from '@fieldfare/ui';
import Link from 'next/link';
import type { ReactNode } from 'react';

interface Props {
  user: { name: string; email: string };
  /** Where their own password is. */
  accountPath: string;
  /** What stands beside the icon of the button. */
  face?: ReactNode;
  /** What more there is to say of who is signed in. */
  details?: ReactNode;
  children: ReactNode;
}

/** Who is signed in, behind a button. A native popover: Escape and a click outside close it. */
export function AccountPopover({ user, accountPath, face, details, children }: Props) {
  return (
    <>
      <button
        type="button"
        popoverTarget="account-menu"
        aria-label={`Account: ${user.email}`}
        className="flex h-9 items-center gap-1.5 rounded-md px-2 text-muted hover:bg-sunken hover:text-ink"
      >
        <Icon name="user" />
        {face}
        <Icon name="down" width="10" height="10" />
      </button>
      <div
        id="account-menu"
        popover="auto"
        className="fixed inset-auto top-12 right-[max(0.75rem,calc((100vw-72rem)/2+1.25rem))] m-0 w-72 rounded-lg border border-line bg-raised p-4 text-ink shadow-raised open:grid open:gap-4"
      >
        <div>
          <p className="font-semibold">{user.name}</p>
          <p className="text-sm break-all text-muted">{user.email}</p>
          {details}
          <Link href={accountPath} className="text-sm text-accent underline underline-offset-2">
            Your account
          </Link>
        </div>
        {children}
      </div>
    </>
  );
}
