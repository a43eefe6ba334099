import type { FrameConnect, FrameMessage, PageMessage } from '@fieldfare/protocol';
import { isFrameConnect, isPageMessage } from '@fieldfare/protocol/validators';
import { splitParts } from '../card/combined-parts.ts';
import { binOf } from '../field/bin-of.ts';
import { adoptBaseStyles } from '../field/field-styles.ts';
import { createFrameField } from '../field/frame-field.ts';
import { callError } from '../host/call-result.ts';
import { startHost } from '../host/start-host.ts';
import { joinHost } from '../sibling/join-host.ts';
import type { Membership } from '../sibling/join-host.ts';
import { Words } from '../words/words.ts';
import { isAtHome, readName, readFrameConfig } from './frame-config.ts';
import type { HostRuntime } from './host-contract.ts';
import { keepFocus } from './keep-focus.ts';
import { createSetUp } from './set-up.ts';

/** Brings one frame to life: shows its field at once, then waits for the page to hand over a port and, to a host, the PT token. */
export function startFrame(): void {
  const config = readFrameConfig();
  const { kind, frame } = readName(window.name);
  if (!isAtHome(config)) return;
  adoptBaseStyles();

  let port: MessagePort | undefined;
  let host: HostRuntime | undefined;
  let membership: Membership | undefined;
  let toldBin: string | null = null;
  const send = (message: FrameMessage): void => port?.postMessage(message);
  const words = new Words();
  const field = createFrameField(kind, words, {
    changed(state) {
      send({ type: 'change', state });
      membership?.onFieldChange();
      host?.onFieldChange(state);
      tellBin();
    },
    submitted: () => send({ type: 'submit' }),
  });
  keepFocus(() => field?.focus());
  const setUp = createSetUp({
    config,
    words,
    field,
    reworded(label = words.say(kind)) {
      send({ type: 'title', title: label });
      host?.onWordsChange();
    },
  });

  addEventListener('message', ({ source, origin, data, ports }) => {
    if (source !== parent || origin !== config.origin) return;
    if (!isFrameConnect(data)) return refuse(ports[0]);
    if (data.frame !== frame) return;
    if (ports[0] !== undefined) usePort(ports[0]);
    connect(data, origin);
  });
  parent.postMessage({ type: 'fieldfare:boot', frame }, config.origin);

  function tellBin(): void {
    if (field === null || config.bin_digits === 0) return;
    const number = splitParts(field.kind, field.value()).find(([part]) => part === 'card-number')?.[1];
    const bin = binOf(number?.split(' ')[0] ?? '', config.bin_digits);
    if (bin !== toldBin) send({ type: 'bin', bin });
    toldBin = bin;
  }

  function usePort(next: MessagePort): void {
    port?.close();
    port = next;
    port.addEventListener('message', ({ data, ports }) => {
      if (isPageMessage(data)) onPageMessage(data, ports);
      else refuse(port, data);
    });
    port.start();
    send({ type: 'ready' });
  }

  function connect({ pt_token, setup }: FrameConnect, origin: string): void {
    if (setup !== null) setUp(setup);
    // The page's other frames stand on the same thread, and wait for what they are told: a socket may come after all can be typed into.
    if (pt_token !== null) setTimeout(() => becomeHost().open(pt_token, origin));
  }

  /** Whoever is given the session, or a sibling, holds the socket for all fields of its page; which of the two comes first is open. */
  function becomeHost(): HostRuntime {
    if (host !== undefined) return host;
    const runtime = startHost({ config, frame, field, words, send });
    if (field !== null) runtime.onFieldChange(field.state);
    host = runtime;
    return runtime;
  }

  function onPageMessage(message: PageMessage, ports: readonly MessagePort[]): void {
    if (message.type === 'setup') setUp(message.setup);
    else if (message.type === 'focus') field?.focus();
    else if (message.type === 'clear') field?.clear();
    else if (message.type === 'host') {
      if (field !== null && ports[0] !== undefined) membership = joinHost({ config, field, port: ports[0], send });
    } else becomeHost().onPageMessage(message, ports);
  }
}

/** What a frame does not understand changes nothing, and is said so to whoever can hear it; to a call, by an answer. */
function refuse(port: MessagePort | undefined, asked?: { call?: unknown } | null): void {
  const call = asked?.call;
  const message: FrameMessage =
    typeof call === 'number'
      ? {
          type: 'result',
          call,
          result: { status: 'error', payment: null, error: callError('invalid_request', 'call_refused', CALL_REFUSED) },
        }
      : { type: 'error', error: callError('invalid_request', 'setup_refused', SETUP_REFUSED) };
  port?.postMessage(message);
}

const CALL_REFUSED = 'The call has an option with a name or value that is unknown. Nothing was sent.';

const SETUP_REFUSED =
  'A field refused what the page said about it: appearance, messages, label or locale has a name or value unknown to it.';
