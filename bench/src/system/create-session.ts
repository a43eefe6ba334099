import type { Session } from '@fieldfare/protocol';

/** A session of 49.00 USD as a merchant's server makes it; answers its PT token. */
export async function createSession(target: { url: string; secretKey: string; shopOrigin: string }): Promise<string> {
  const response = await fetch(`${target.url}/v1/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${target.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ amount_minor: 4900, currency: 'USD', origin: target.shopOrigin }),
  });
  const session = (await response.json()) as Session;
  if (response.status !== 201 || !session.pt_token) throw new Error(`no session: status ${response.status}`);
  return session.pt_token;
}
