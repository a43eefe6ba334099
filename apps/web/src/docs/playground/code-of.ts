import { appearanceOf } from './settings.ts';
import type { PlaygroundSettings } from './settings.ts';

export type CodeKind = 'html' | 'react';

const SEPARATE = [
  ['card-number', 'number', 'Card number', 'CardNumber'],
  ['card-exp', 'expiry', 'Expiration date', 'CardExp'],
  ['card-cvc', 'code', 'Security code', 'CardCvc'],
] as const;
const COMBINED = [['card', 'card', 'Card', 'Card']] as const;

const fieldsOf = ({ layout }: PlaygroundSettings) => (layout === 'combined' ? COMBINED : SEPARATE);

/** The code of a page that looks as the playground does now, to be pasted into the quick start's server. */
export function codeOf(kind: CodeKind, settings: PlaygroundSettings, fieldsOrigin: string): string {
  return kind === 'html' ? htmlOf(settings, fieldsOrigin) : reactOf(settings, fieldsOrigin);
}

function htmlOf(settings: PlaygroundSettings, fieldsOrigin: string): string {
  const fields = fieldsOf(settings);
  const boxes = fields.map(
    ([, id, label]) => `<label for="${id}">${label}</label>\n<div class="box" id="${id}"></div>`,
  );
  const mounts = fields.map(([kind, id]) => `  fields.create('${kind}').mount('#${id}');`);
  return `${boxes.join('\n')}
<button id="pay">Pay</button>
<p role="status"></p>
<script src="${fieldsOrigin}/sdk/v1/fieldfare.js"></script>
<script>
  const fields = Fieldfare().fields({
    session: async () => (await (await fetch('/session', { method: 'POST' })).json()).pt_token,
${options(settings, '    ', (name, value) => `${name}: ${value},`)}  });
${mounts.join('\n')}
  const status = document.querySelector('[role=status]');
  fields.on('status', (payment) => { status.textContent = payment.status; });
  document.querySelector('#pay').addEventListener('click', async () => {
    const { error } = await fields.pay();
    if (error) status.textContent = error.message;
  });
</script>
`;
}

function reactOf(settings: PlaygroundSettings, fieldsOrigin: string): string {
  const fields = fieldsOf(settings);
  const components = fields.map(([, , , component]) => component);
  const boxes = fields.map(
    ([, id, label, component]) =>
      `      <label htmlFor="${id}">${label}</label>\n      <${component} id="${id}" className="box" />`,
  );
  return `import { ${[...components, 'FieldfareProvider', 'useFields', 'usePay'].join(', ')} } from '@fieldfare/sdk/react';

async function fetchToken(): Promise<string> {
  const answer = await fetch('/session', { method: 'POST' });
  return (await answer.json()).pt_token;
}

function PayButton() {
  const { isReady, payment } = useFields();
  const { pay, isPaying, result } = usePay();
  return (
    <>
      <button type="button" disabled={!isReady} aria-disabled={isPaying} onClick={() => void pay()}>
        Pay
      </button>
      <p role="status">{result?.error?.message ?? payment?.status}</p>
    </>
  );
}

export function Checkout() {
  return (
    <FieldfareProvider
      fieldsOrigin="${fieldsOrigin}"
      session={fetchToken}
${options(settings, '      ', (name, value) => `${name}={${value}}`)}    >
${boxes.join('\n')}
      <PayButton />
    </FieldfareProvider>
  );
}
`;
}

/** Language and looks, as far as they are not what they are anyway. */
function options(settings: PlaygroundSettings, indent: string, write: (name: string, value: string) => string): string {
  const appearance = Object.entries(appearanceOf(settings)).map(([name, value]) => `${name}: '${value}'`);
  const lines = [
    ...(settings.locale === 'en' ? [] : [write('locale', `'${settings.locale}'`)]),
    ...(appearance.length === 0 ? [] : [write('appearance', `{ ${appearance.join(', ')} }`)]),
  ];
  return lines.map((line) => `${indent}${line}\n`).join('');
}
