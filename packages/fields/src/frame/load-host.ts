import type { FrameKind } from '@fieldfare/protocol';
import type { HostContext, HostRuntime, StartHost } from './host-contract.ts';

declare global {
  var fieldfareStartHost: StartHost | undefined;
}

/** The transacting field holds the socket for all of its page's fields; `session` holds one for a page without fields. */
export function isHostKind(kind: FrameKind): boolean {
  return kind === 'card-number' || kind === 'session';
}

/** The host's runtime is the document's second script: it is there once the document has been read, and no sibling runs it. */
export async function loadHost(context: HostContext): Promise<HostRuntime> {
  if (document.readyState === 'loading') {
    await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }));
  }
  const startHost = globalThis.fieldfareStartHost;
  if (startHost === undefined) throw new Error('the host runtime is missing from the field document');
  return startHost(context);
}
