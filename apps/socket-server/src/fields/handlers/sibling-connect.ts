import { FieldfareError } from '@fieldfare/protocol';
import { fieldsHandler } from '../fields-handler.ts';

/** `sibling:connect`: a sibling redeems its token over its host's connection. The database decides that it was the first. */
export const siblingConnect = fieldsHandler('sibling:connect', 'hosted', async ({ deps, connection, request }) => {
  const { binding } = connection;
  const claims = await deps.tokens.verify('sibling', request.sibling_token);
  const fits =
    claims.session === binding.sessionId && claims.generation === binding.generation && claims.kind === request.kind;
  if (!fits || !(await deps.spendNonce('sibling', claims.jti, new Date(claims.exp * 1_000)))) {
    throw new FieldfareError('permission_denied', {
      detail: fits ? 'sibling_token_spent' : 'sibling_token_mismatch',
      message: 'The sibling token was used before or belongs to another field. Ask for a new one.',
    });
  }
  return { type: 'sibling_session', kind: claims.kind, session_key: binding.sessionKey };
});
