import { roleMay } from '@fieldfare/protocol';
import type { ConsoleUser } from '@fieldfare/access';
import type { Deps } from '../deps.ts';

/** Whether a person may hear a room, by what the database says of them now. */
export async function mayHear(deps: Deps, user: ConsoleUser, room: string): Promise<boolean> {
  const [kind = '', id = ''] = room.split(':');
  switch (kind) {
    case 'broadcast':
      return true;
    case 'user':
      return id === user.id;
    case 'role':
      return id === user.role;
    case 'merchant':
      return readsPaymentsOf(user, id);
    case 'payment': {
      const payment = await deps.payments.load(id);
      return payment !== null && readsPaymentsOf(user, payment.merchantId);
    }
    default:
      return false;
  }
}

function readsPaymentsOf(user: ConsoleUser, merchantId: string): boolean {
  const membership = user.memberships.find((one) => one.merchantId === merchantId);
  return membership !== undefined && roleMay(membership.role, 'payments:read');
}
