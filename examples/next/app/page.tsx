import { Checkout } from '../src/checkout.tsx';
import { readSettings } from '../src/settings.ts';

// The settings are those of the running server, and not of its build.
export const dynamic = 'force-dynamic';

export default function CheckoutPage() {
  return (
    <>
      <h1>Checkout</h1>
      <Checkout fieldsOrigin={readSettings().fieldsOrigin} />
    </>
  );
}
