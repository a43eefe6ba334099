import { FieldfareError } from '@fieldfare/protocol';

/** Tells an old or a future client what is wrong before it fails for a reason that it cannot understand. */
export function assertProtocol(auth: unknown, version: number): void {
  const spoken = typeof auth === 'object' && auth !== null ? Reflect.get(auth, 'protocol') : undefined;
  // Who says nothing at all has no token either, and hears of that.
  const isSilent = spoken === undefined && Object.keys(auth ?? {}).length === 0;
  if (isSilent || spoken === version) return;
  throw new FieldfareError('invalid_request', {
    detail: 'protocol_unsupported',
    message: `This server speaks version ${version} of the socket protocol. Load the SDK again.`,
  });
}
