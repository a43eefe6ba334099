import type { HostKeys } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
import { becomeHost } from '../become-host.ts';
import { fieldsHandler } from '../fields-handler.ts';
import { originMismatch, verifyProof } from '../verify-proof.ts';

/** `host:hostToken`: a new host registers its keys. The first registration of a session's generation pins them. */
export const hostToken = fieldsHandler('host:hostToken', 'proving', async (context) => {
  const { connection, step, request } = context;
  if (step.next !== 'host:hostToken') {
    throw new FieldfareError('conflict', {
      detail: 'already_hosted',
      message: 'This connection was opened with a host token. Send host:resume.',
    });
  }
  const keys: HostKeys = request.keys;
  const { nonce, binding } = connection;
  if (request.observed_origin !== binding.origin) throw originMismatch();
  await verifyProof(request.proof, { nonce, sessionKey: binding.sessionKey, origin: binding.origin, keys });
  return { type: 'host_token', ...(await becomeHost(context, keys)) };
});
