import { DOCUMENT_TYPES } from '@fieldfare/protocol/constants';
import type {
  CardBrand,
  FrameMessage,
  HostClaims,
  HostMessage,
  SealedValue,
  SiblingMessage,
} from '@fieldfare/protocol';
import { isHostMessage } from '@fieldfare/protocol/validators';
import { sealJwe } from '../crypto/seal-jwe.ts';
import type { FrameConfig } from '../frame/frame-config.ts';
import type { FieldValue } from '../frame/host-contract.ts';
import { verifyCredentials } from './verify-credentials.ts';

export interface SiblingContext {
  config: FrameConfig;
  field: FieldValue;
  /** The sibling's own line to the host; the page made it and cannot listen on it. */
  port: MessagePort;
  send: (message: FrameMessage) => void;
}

/** What the frame may call once its field has joined a host. */
export interface Membership {
  onFieldChange(): void;
}

type Credentials = Extract<HostMessage, { type: 'credentials' }>;

/** The sibling's whole conversation with its host: verify it once, then seal the value to it whenever it collects. */
export function joinHost({ config, field, port, send }: SiblingContext): Membership {
  const tell = (message: SiblingMessage): void => port.postMessage(message);
  let verified = Promise.withResolvers<HostClaims>();
  let hasCredentials = false;
  let toldBrand: CardBrand | null = null;

  port.addEventListener('message', ({ data }) => {
    if (!isHostMessage(data)) return;
    if (data.type === 'credentials') void believe(data);
    if (data.type === 'brand') field.setBrand(data.brand);
    if (data.type === 'country') field.setCountry(data.country);
    if (data.type === 'collect') void answer(data.call);
  });
  port.start();
  tellOthers();
  return { onFieldChange: tellOthers };

  /** The fields beside it check a postal code by the country that was chosen here, and a security code by the brand. */
  function tellOthers(): void {
    if (field.kind === 'address-country') tell({ type: 'country', country: field.value() });
    const { brand } = field.state;
    if (brand !== toldBrand) tell({ type: 'brand', brand });
    toldBrand = brand;
  }

  async function believe(credentials: Credentials): Promise<void> {
    // A host that opened a new session brings new credentials; a value being sealed keeps the promise it waits for.
    if (hasCredentials) verified = Promise.withResolvers();
    hasCredentials = true;
    try {
      verified.resolve(await verifyCredentials(config, credentials));
      tell({ type: 'redeem', sibling_token: credentials.sibling_token });
    } catch {
      hasCredentials = false;
      tell({ type: 'refused', detail: 'host_not_verified' });
      const message = 'A field could not verify its host frame. Reload the page.';
      send({
        type: 'error',
        error: { code: 'authentication_error', detail: 'host_not_verified', message, frame: null },
      });
    }
  }

  async function answer(call: number): Promise<void> {
    const problem = field.validate();
    tell({ type: 'checked', call, problem });
    if (problem !== null) return;
    const { session_key, cnf } = await verified.promise;
    const sealed: SealedValue = { session_key, kind: field.kind, call, value: field.value() };
    tell({
      type: 'value',
      call,
      sealed: await sealJwe(cnf.sealing, { typ: DOCUMENT_TYPES.sealedValue }, JSON.stringify(sealed)),
    });
  }
}
