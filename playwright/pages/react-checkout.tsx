import { CardCvc, CardExp, CardNumber, FieldfareProvider, useFields, usePay } from '@fieldfare/sdk/react';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';

/** What the test puts on the page before this script runs. */
interface TestWindow extends Window {
  ptToken: () => Promise<string>;
  fieldsOrigin: string;
}
const { ptToken, fieldsOrigin } = window as unknown as TestWindow;

function PayButton() {
  const { isReady, payment } = useFields();
  const { pay, isPaying, result } = usePay();
  return (
    <>
      <button type="button" disabled={!isReady || isPaying} onClick={() => void pay()}>
        Pay
      </button>
      <output>{payment?.status ?? result?.error?.detail ?? 'open'}</output>
    </>
  );
}

function Checkout() {
  const [isOpen, setOpen] = useState(true);
  const [isDark, setDark] = useState(false);
  const [hasCode, setCode] = useState(true);
  return (
    <>
      <button type="button" onClick={() => setOpen(!isOpen)}>
        Modal
      </button>
      <button type="button" onClick={() => setDark(!isDark)}>
        Dark
      </button>
      <button type="button" onClick={() => setCode(!hasCode)}>
        Code
      </button>
      {isOpen && (
        <FieldfareProvider
          fieldsOrigin={fieldsOrigin}
          session={() => ptToken()}
          appearance={{ theme: isDark ? 'dark' : 'light' }}
        >
          <label htmlFor="number">Number</label>
          <CardNumber id="number" />
          <CardExp />
          {hasCode && <CardCvc />}
          <PayButton />
        </FieldfareProvider>
      )}
    </>
  );
}

const root = document.querySelector('#root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Checkout />
    </StrictMode>,
  );
}
