'use client';
import type { Payment } from '@fieldfare/protocol';
import { useRef } from 'react';
import { AttemptsPanel } from './attempts-panel.tsx';
import { AmountsPanel } from './amounts-panel.tsx';
import { MetadataPanel } from './metadata-panel.tsx';
import { MethodPanel } from './method-panel.tsx';
import { PaymentActions } from './payment-actions.tsx';
import { PaymentHeading } from './payment-heading.tsx';
import { PaymentNotices } from './payment-notices.tsx';
import { PendingApprovals } from './pending-approvals.tsx';
import { ProcessingPanel } from './processing-panel.tsx';
import { TimelinePanel } from './timeline-panel.tsx';

export function PaymentDetail({ payment }: { payment: Payment }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Its button is gone with what it did. Focus waits for the dialog, which would keep it to itself.
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <PaymentHeading payment={payment} ref={heading} />
        <PaymentActions payment={payment} onDone={() => setTimeout(() => heading.current?.focus())} />
      </div>
      <PaymentNotices payment={payment} />
      <PendingApprovals payment={payment} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <AmountsPanel payment={payment} />
          <TimelinePanel payment={payment} />
          <AttemptsPanel payment={payment} />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <MethodPanel payment={payment} />
          <ProcessingPanel payment={payment} />
          <MetadataPanel metadata={payment.metadata} />
        </div>
      </div>
    </>
  );
}
