import { DOCUMENT_TYPES } from '@fieldfare/protocol/constants';
import type { FrameMessage, PageMessage, SealedValue, SiblingMessage } from '@fieldfare/protocol';
import { isFrameConnect, isHostMessage, isPageMessage } from '@fieldfare/protocol/validators';
import { sealJwe } from '../crypto/seal-jwe.ts';
import { isAtHome, readName, readFrameConfig } from '../frame/frame-config.ts';
import { keepFocus } from '../frame/keep-focus.ts';
import { createSetUp } from '../frame/set-up.ts';
import { verifyCredentials } from '../sibling/verify-credentials.ts';
import { ENGLISH_CHALLENGE } from '../words/english-challenge.ts';
import { Words } from '../words/words.ts';
import { adoptChallengeStyles } from './challenge-styles.ts';
import { ChallengeView } from './challenge-view.ts';
import type { Question } from './challenge-view.ts';

/** Brings the frame to life in which a bank asks its cardholder: like a field it verifies its host, and seals what is typed to it. */
export function startChallenge(): void {
  const config = readFrameConfig();
  const { frame } = readName(window.name);
  if (!isAtHome(config)) return;
  adoptChallengeStyles();

  let port: MessagePort | undefined;
  let page: MessagePort | undefined;
  let question: Question | null = null;
  const words = new Words(ENGLISH_CHALLENGE);
  const tellHost = (message: SiblingMessage): void => port?.postMessage(message);
  const view = new ChallengeView(words, {
    // A host that nobody vouches for hears no code; that is said to it, and the shopper can still give up.
    answered: (code) => void answer(code).catch(() => tellHost({ type: 'refused', detail: 'host_not_verified' })),
    dismissed: () => tellHost({ type: 'dismiss' }),
  });
  keepFocus(() => view.focus());
  const setUp = createSetUp({ config, words, field: null, reworded });

  addEventListener('message', ({ source, origin, data, ports }) => {
    if (source !== parent || origin !== config.origin || !isFrameConnect(data) || data.frame !== frame) return;
    if (ports[0] !== undefined) usePage(ports[0]);
    if (data.setup !== null) setUp(data.setup);
  });
  parent.postMessage({ type: 'fieldfare:boot', frame }, config.origin);

  function reworded(): void {
    view.showWords();
    if (page !== undefined) tell(page, { type: 'title', title: words.say('challenge_title') });
  }

  function usePage(next: MessagePort): void {
    page = next;
    page.addEventListener('message', ({ data, ports }) => {
      if (isPageMessage(data)) onPageMessage(data, ports);
    });
    page.start();
    tell(page, { type: 'ready' });
  }

  function onPageMessage(message: PageMessage, ports: readonly MessagePort[]): void {
    if (message.type === 'setup') setUp(message.setup);
    else if (message.type === 'focus') view.focus();
    else if (message.type === 'host' && ports[0] !== undefined) useHost(ports[0]);
  }

  function useHost(next: MessagePort): void {
    port?.close();
    port = next;
    port.addEventListener('message', ({ data }) => {
      if (!isHostMessage(data) || data.type !== 'challenge') return;
      question = data;
      view.ask(data);
    });
    port.start();
  }

  /** The code is for the bank alone: it leaves this frame only sealed to a host that the server and this origin vouch for. */
  async function answer(code: string): Promise<void> {
    if (question === null) return;
    const { session_key, cnf } = await verifyCredentials(config, question);
    const sealed: SealedValue = { session_key, kind: 'challenge', call: 1, value: code };
    tellHost({
      type: 'answer',
      sealed: await sealJwe(cnf.sealing, { typ: DOCUMENT_TYPES.sealedValue }, JSON.stringify(sealed)),
    });
  }
}

function tell(port: MessagePort, message: FrameMessage): void {
  port.postMessage(message);
}
