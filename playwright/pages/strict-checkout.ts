import { loadFieldfare } from '@fieldfare/sdk/load';

/** What the test puts on the page before this script runs. */
interface TestWindow extends Window {
  ptToken: () => Promise<string>;
  fieldsOrigin: string;
  violations: string[];
}
const { ptToken, fieldsOrigin, violations } = window as unknown as TestWindow;
const nonce = document.currentScript?.nonce ?? '';

document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  violations.push(`${violatedDirective} ${blockedURI}`),
);
const Fieldfare = await loadFieldfare({ fieldsOrigin, nonce });
const fields = Fieldfare({ fieldsOrigin }).fields({ session: () => ptToken() });
for (const kind of ['card-number', 'card-exp', 'card-cvc'] as const) fields.create(kind).mount(`#${kind}`);
Object.assign(window, { fields });
