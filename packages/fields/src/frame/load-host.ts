import type { HostContext, HostRuntime, StartHost } from './host-contract.ts';

declare global {
  var fieldfareStartHost: StartHost | undefined;
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
