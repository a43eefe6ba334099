// BroadcastChannel.postMessage takes no target: the channel belongs to this origin alone.
/* oxlint-disable unicorn/require-post-message-target-origin */
import { isKeyConfirmation, isKeyQuestion } from '@fieldfare/protocol/validators';
import { randomToken } from '../crypto/key-agreement.ts';

const ANSWER_WITHIN_MS = 3_000;

function channelName(merchantUid: string): string {
  return `fieldfare:${merchantUid}`;
}

/**
 * Asks the other frames of this origin whether one of them holds the sealing key. A page can neither hear nor speak on this channel, so a
 * key that its script registered for itself, with a stolen PT token, is never confirmed and no value is sealed to it.
 */
export function isKeyConfirmed(merchantUid: string, thumbprint: string): Promise<boolean> {
  const channel = new BroadcastChannel(channelName(merchantUid));
  const nonce = randomToken();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), ANSWER_WITHIN_MS);
  channel.addEventListener('message', ({ data }) => {
    if (isKeyConfirmation(data) && data.nonce === nonce) resolve(true);
  });
  channel.postMessage({ type: 'ask', nonce, thumbprint });
  return promise.finally(() => {
    clearTimeout(timer);
    channel.close();
  });
}

/** The host's side: answers for its own key for as long as the channel is open. */
export function answerForKey(merchantUid: string, thumbprint: string): BroadcastChannel {
  const channel = new BroadcastChannel(channelName(merchantUid));
  channel.addEventListener('message', ({ data }) => {
    if (isKeyQuestion(data) && data.thumbprint === thumbprint) channel.postMessage({ type: 'mine', nonce: data.nonce });
  });
  return channel;
}
