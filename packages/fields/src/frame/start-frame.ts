import type { FrameConnect, FrameMessage, PageMessage } from '@fieldfare/protocol';
import { isFrameConnect, isPageMessage } from '@fieldfare/protocol/validators';
import { fieldSpec } from '../card/field-spec.ts';
import { adoptBaseStyles } from '../field/field-styles.ts';
import { createFieldView } from '../field/field-view.ts';
import { Field } from '../field/field.ts';
import { joinHost } from '../sibling/join-host.ts';
import { isAtHome, readFragment, readFrameConfig } from './frame-config.ts';
import { isHostKind, loadHost } from './load-host.ts';

/** Brings one frame to life: shows its field at once, then waits for the page to hand over a port and, to a host, the PT token. */
export function startFrame(): void {
  const config = readFrameConfig();
  const { kind, frame } = readFragment(location.hash);
  if (!isAtHome(config)) return;
  adoptBaseStyles();

  let port: MessagePort | undefined;
  const send = (message: FrameMessage): void => port?.postMessage(message);
  const spec = fieldSpec(kind);
  const field =
    spec &&
    new Field(kind, spec, createFieldView(kind, spec), {
      changed(state) {
        send({ type: 'change', state });
        void host?.then((runtime) => runtime.onFieldChange(state));
      },
      submitted: () => send({ type: 'submit' }),
    });
  const host = isHostKind(kind) ? loadHost({ config, frame, field: field ?? null, send }) : undefined;

  addEventListener('message', ({ source, origin, data, ports }) => {
    if (source !== parent || origin !== config.origin || !isFrameConnect(data) || data.frame !== frame) return;
    if (ports[0] !== undefined) usePort(ports[0]);
    connect(data, origin);
  });
  parent.postMessage({ type: 'fieldfare:boot', frame }, config.origin);

  function usePort(next: MessagePort): void {
    port?.close();
    port = next;
    port.addEventListener('message', ({ data, ports }) => {
      if (isPageMessage(data)) onPageMessage(data, ports);
    });
    port.start();
    send({ type: 'ready' });
  }

  function connect({ pt_token, setup }: FrameConnect, origin: string): void {
    if (setup !== null) field?.setup(setup);
    if (pt_token !== null) void host?.then((runtime) => runtime.open(pt_token, origin));
  }

  function onPageMessage(message: PageMessage, ports: readonly MessagePort[]): void {
    if (message.type === 'setup') field?.setup(message.setup);
    else if (message.type === 'focus') field?.focus();
    else if (message.type === 'clear') field?.clear();
    else if (message.type === 'host') {
      if (field !== undefined && ports[0] !== undefined) joinHost({ config, field, port: ports[0], send });
    } else void host?.then((runtime) => runtime.onPageMessage(message, ports));
  }
}
