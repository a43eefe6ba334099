import { presentSessionView } from '@fieldfare/payments';
import { fieldsHandler } from '../fields-handler.ts';
import { readSession } from '../session-state.ts';

/** `payment_status`: the session and its payment as they are now. */
export const paymentStatus = fieldsHandler(
  'payment_status',
  'hosted',
  async ({ deps, connection, step }) => {
    const found = await readSession(deps, connection, step);
    return { type: 'payment_status', session: presentSessionView(found, connection.binding.merchantName) };
  },
  { keeps: 'none' },
);
