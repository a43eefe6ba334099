'use client';
import { Button, Dialog } from '@fieldfare/ui';
import { useState } from 'react';
import { useConsole } from '../shell/console-context.ts';
import { MerchantSearch } from './merchant-search.tsx';

/** Lets an operator look at another merchant. */
export function ChooseMerchant() {
  const { rest } = useConsole();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Look at another merchant</Button>
      <Dialog isOpen={isOpen} title="Look at another merchant" onClose={() => setIsOpen(false)}>
        <MerchantSearch rest={rest} onChosen={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}
