import { quoteFee } from '@fieldfare/payments';
import { brandOf } from '@fieldfare/vault';
import { assertMethod } from '../assert-method.ts';
import { fieldsHandler } from '../fields-handler.ts';
import { activeProfile } from '../active-profile.ts';

/**
 * `host:calculateFee`: what the shopper will pay with this method, and with this card where the BIN is known. What is charged is decided
 * again by the card itself.
 */
export const calculateFee = fieldsHandler(
  'host:calculateFee',
  'hosted',
  async ({ deps, step, request }) => {
    const { session } = step;
    assertMethod(session, request.method);
    const profile = await activeProfile(deps, session.merchantId);
    const typed = request.method === 'card' && request.bin !== undefined ? brandOf(request.bin).brand : null;
    const brand = session.savedMethod?.method.brand ?? typed;
    const { feeMinor, totalMinor } = quoteFee(profile, session, { type: request.method, brand });
    return { type: 'fee', fee_minor: feeMinor, total_minor: totalMinor };
  },
  { keeps: 'latest' },
);
