import { FieldfareError } from '@fieldfare/protocol';
import { becomeHost } from '../become-host.ts';
import { fieldsHandler } from '../fields-handler.ts';
import { verifyProof } from '../verify-proof.ts';

/** `host:resume`: the same host over a new connection. A stolen host token is worth nothing without the keys that it names. */
export const hostResume = fieldsHandler('host:resume', 'proving', async (context) => {
  const { connection, step, request, deps } = context;
  if (step.next !== 'host:resume') {
    throw new FieldfareError('conflict', {
      detail: 'not_hosted',
      message: 'This connection was opened with a PT token. Send host:hostToken.',
    });
  }
  const { nonce, binding } = connection;
  const keys = step.claims.cnf;
  const resuming = (outcome: string) => deps.metrics.socketResumes.inc({ namespace: 'fields', outcome });
  try {
    await verifyProof(request.proof, { nonce, sessionKey: binding.sessionKey, origin: binding.origin, keys });
    const hosted = await becomeHost(context, keys);
    resuming('complete');
    return { type: 'host_resumed', ...hosted };
  } catch (refusal) {
    resuming('refused');
    throw refusal;
  }
});
