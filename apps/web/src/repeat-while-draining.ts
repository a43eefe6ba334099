import { RestError } from '@fieldfare/protocol';

const WAITS_MS = [250, 500, 1_000];

/**
 * Sends again what a payment server refused because it ends: it has done nothing, and another one is asked, or the same once it has started
 * again. Any request is safe to repeat so; what is refused for another reason, or is not answered, is the caller's.
 */
export async function repeatWhileDraining(send: () => Promise<Response>): Promise<Response> {
  for (const waitMs of WAITS_MS) {
    const response = await send();
    if (!(await isDraining(response))) return response;
    await new Promise((resolve) => {
      setTimeout(resolve, waitMs);
    });
  }
  return send();
}

async function isDraining(response: Response): Promise<boolean> {
  if (response.status !== 503) return false;
  const refusal = RestError.safeParse(
    await response
      .clone()
      .json()
      .catch(() => null),
  );
  return refusal.data?.error.code === 'shutting_down';
}
