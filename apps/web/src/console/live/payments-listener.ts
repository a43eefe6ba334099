import { CONSOLE_PUSHES, type Payment } from '@fieldfare/protocol';
import type { RoomListener } from '@fieldfare/sdk/react-console';

export interface PaymentsListenerDeps {
  onPayment: (payment: Payment) => void;
  /** What was read before may be out of date: read it again. */
  onResync: () => void;
}

/** Hears a merchant's payments. A push that this page does not understand is read instead. */
export function paymentsListener({ onPayment, onResync }: PaymentsListenerDeps): RoomListener {
  return {
    push: (push) => {
      const parsed = CONSOLE_PUSHES['payment:updated'].safeParse(push);
      if (parsed.success) onPayment(parsed.data.payload);
      else onResync();
    },
    // Lists and sums are read again also where every push was told: they may have been read before the socket was up.
    subscribed: onResync,
  };
}
