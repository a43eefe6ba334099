import { FieldfareError } from '@fieldfare/protocol';
import type { KeyRing } from '@fieldfare/vault';

/** Whether the ring can do what it is for: tell a field what to encrypt to. A ring that could not be refreshed for a day cannot. */
export async function checkKeyRing(
  keyRing: Pick<KeyRing, 'payloadKeyDocument'>,
): Promise<{ isHealthy: boolean; detail: string }> {
  try {
    await keyRing.payloadKeyDocument();
    return { isHealthy: true, detail: 'The key ring is loaded and its payload keys are alive.' };
  } catch (error) {
    const detail = error instanceof FieldfareError ? error.message : 'The key ring cannot sign.';
    return { isHealthy: false, detail };
  }
}
