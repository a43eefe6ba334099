import type { Repeating } from '../runtime/repeat.ts';
import type { Signal } from '../runtime/signal.ts';
import type { DeliverDeps } from './deliver-webhook.ts';
import { startDeliverer } from './start-deliverer.ts';
import { startRecorder } from './start-recorder.ts';

/** Records events and delivers them, in the payment server or in a process of its own. */
export async function startWebhooks(deps: DeliverDeps, committed: Signal): Promise<Repeating> {
  const deliverer = await startDeliverer(deps);
  const recorder = startRecorder(deps, committed);
  return {
    stop: async () => {
      await recorder.stop();
      await deliverer.stop();
    },
  };
}
