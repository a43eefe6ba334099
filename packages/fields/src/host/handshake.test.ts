import { expect, it } from 'vitest';
import { generateHostKeys } from '../crypto/generate-host-keys.ts';
import { fakeServer } from '../testing/fake-server.ts';
import { renewSession } from './handshake.ts';
import type { HostSession } from './handshake.ts';

/** A host with a session, and what its server answers to `token_refresh`. */
async function hosted() {
  const server = await fakeServer();
  const keys = await generateHostKeys();
  const answer = async (cnf = keys.publicKeys) => ({
    host_token: await server.hostToken(cnf),
    payload_key: await server.keyDocument(),
    server_time: new Date().toISOString(),
  });
  const held = { hostToken: 'the old one', view: { revision: 3 } } as HostSession;
  return { answer, held, holder: { config: server.config, keys } };
}

it('[TK4] holds the next host token and payload key, and the session as it was', async () => {
  const { answer, held, holder } = await hosted();
  const next = await answer();
  expect(await renewSession(held, next, holder)).toMatchObject({
    hostToken: next.host_token,
    payloadKeyDocument: next.payload_key,
    view: { revision: 3 },
  });
});

it('[TK4] believes no host token that names the keys of another host', async () => {
  const { answer, held, holder } = await hosted();
  const stranger = await generateHostKeys();
  await expect(renewSession(held, await answer(stranger.publicKeys), holder)).rejects.toThrow('not for this frame');
});
