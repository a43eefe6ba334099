import { CardCvc, CardExp, CardNumber, FieldfareProvider } from '@fieldfare/sdk/react';
import { Payment } from './payment.tsx';

async function fetchToken(): Promise<string> {
  const answer = await fetch('/session', { method: 'POST' });
  if (!answer.ok) throw new Error('The shop could not make a session. Nothing was charged.');
  const { pt_token } = (await answer.json()) as { pt_token: string };
  return pt_token;
}

export function Checkout({ fieldsOrigin }: { fieldsOrigin: string }) {
  return (
    <FieldfareProvider fieldsOrigin={fieldsOrigin} session={fetchToken}>
      <h1>Checkout</h1>
      <Payment>
        <label htmlFor="number">Card number</label>
        <CardNumber id="number" className="box" />
        <label htmlFor="expiry">Expiration date</label>
        <CardExp id="expiry" className="box" />
        <label htmlFor="code">Security code</label>
        <CardCvc id="code" className="box" />
      </Payment>
    </FieldfareProvider>
  );
}
