import { SIGNED_OUT_CHANNEL } from './signed-out-channel.ts';

const MY_PATH = '/console/my';

let isLeaving = false;

/** Leaves for the sign-in page by a full load, which drops everything that this tab held in memory. Several may notice the end; the first decides. */
export function leaveConsole(reason: 'ended' | 'signed_out'): void {
  if (isLeaving) return;
  isLeaving = true;
  goToSignIn(reason);
}

/** Ends the session for good, here and in every other tab. `ended`: because nobody was there, so that the next sign-in leads back. */
export async function signOut(reason: 'ended' | 'signed_out' = 'signed_out'): Promise<void> {
  // From here on this tab leaves by its own choice, whatever it hears of the end that it causes.
  isLeaving = true;
  try {
    const { csrfToken } = (await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json()) as {
      csrfToken: string;
    };
    await fetch('/api/auth/signout', { method: 'POST', body: new URLSearchParams({ csrfToken, json: 'true' }) });
  } catch (error) {
    isLeaving = false;
    throw error;
  }
  const channel = new BroadcastChannel(SIGNED_OUT_CHANNEL);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches our own origin only and takes no target
  channel.postMessage('signed_out');
  channel.close();
  goToSignIn(reason);
}

function goToSignIn(reason: 'ended' | 'signed_out'): void {
  const from = window.location.pathname + window.location.search;
  const params = new URLSearchParams(reason === 'ended' ? { ended: '1', from } : {});
  // Shoppers sign in at their shop's door, which remembers whose it is.
  const door = isShoppersPage(window.location.pathname) ? `${MY_PATH}/sign-in` : '/console/sign-in';
  window.location.assign(`${door}?${params.toString()}`);
}

function isShoppersPage(path: string): boolean {
  return path === MY_PATH || path.startsWith(`${MY_PATH}/`);
}
