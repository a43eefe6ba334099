import { fieldsHandler } from '../fields-handler.ts';

/** `host:siblingTokens`: one single-use token for each kind of field that is to join the host. */
export const siblingTokens = fieldsHandler('host:siblingTokens', 'hosted', async ({ deps, connection, request }) => {
  const { sessionId, generation } = connection.binding;
  const tokens = request.kinds.map(async (kind) => {
    const { token } = await deps.tokens.issueSibling({ session: sessionId, generation, kind });
    return { kind, sibling_token: token };
  });
  return { type: 'sibling_tokens', tokens: await Promise.all(tokens) };
});
