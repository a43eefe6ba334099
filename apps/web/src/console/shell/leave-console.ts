import { SIGNED_OUT_CHANNEL } from './signed-out-channel.ts';

/** Leaves for the sign-in page by a full load, which drops everything that this tab held in memory. */
export function leaveConsole(reason: 'ended' | 'signed_out'): void {
  const from = window.location.pathname + window.location.search;
  const params = new URLSearchParams(reason === 'ended' ? { ended: '1', from } : {});
  window.location.assign(`/console/sign-in?${params.toString()}`);
}

/** Ends the session for good, here and in every other tab. */
export async function signOut(): Promise<void> {
  const { csrfToken } = (await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json()) as { csrfToken: string };
  await fetch('/api/auth/signout', { method: 'POST', body: new URLSearchParams({ csrfToken, json: 'true' }) });
  const channel = new BroadcastChannel(SIGNED_OUT_CHANNEL);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches our own origin only and takes no target
  channel.postMessage('signed_out');
  channel.close();
  leaveConsole('signed_out');
}
