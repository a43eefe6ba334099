import { onlySandbox } from '@fieldfare/processors';
import { composeSandbox } from './compose-sandbox.ts';
import { compose } from './compose.ts';
import type { Composed } from './compose.ts';
import { EnvError } from './env/env-error.ts';
import { parseEnv } from './env/parse-env.ts';
import type { Settings } from './env/settings.ts';
import { createLog } from './logging/logger.ts';
import { ensureDemoKeys } from './seed/demo-keys.ts';
import { ensureDemoMerchant } from './seed/demo-merchant.ts';
import { ensureDemoWebhook } from './seed/demo-webhook.ts';
import { planStories } from './seed/plan-stories.ts';
import { playAll } from './seed/play-all.ts';
import { SEED_NETWORK_MS } from './seed/play-story.ts';
import { createStoryClock } from './seed/story-clock.ts';
import { startupProblem } from './startup-problem.ts';
import { createHostKeys } from './testing/host-keys.ts';

/** Makes the demo data, or completes what a run that was cut off has left. Development only. */
try {
  const settings = parseEnv(process.env);
  if (settings.isProduction) throw new EnvError(['demo data is for development: do not run the seed in production']);
  const composed = await compose({ settings, log: createLog('error') });
  try {
    await seed(settings, composed);
  } finally {
    await composed.close();
  }
} catch (error) {
  const problems = error instanceof EnvError ? error.problems : [startupProblem(error)];
  for (const problem of problems) console.error(`seed: ${problem}`);
  process.exitCode = 1;
}

async function seed(settings: Settings, composed: Composed): Promise<void> {
  const { shop, web } = settings.origins;
  // The shop's pages, the documentation's playground, and whatever is tried out beside them.
  const merchant = await ensureDemoMerchant(composed, [shop, web, ...settings.demoOrigins]);
  console.log('merchant "Demo Store" with owner@demo.test and viewer@demo.test, operator@demo.test over it');
  const keys = await ensureDemoKeys(composed.deps, merchant.id);
  console.log('keys in demo.json');

  const clock = createStoryClock();
  const sandbox = await composeSandbox({ ...settings, sandboxAchMs: SEED_NETWORK_MS }, clock, () => Promise.resolve());
  // The demo's past is the simulated bank's, whatever accounts the merchant has by now.
  const processors = sandbox ? onlySandbox(sandbox) : composed.deps.processors;
  try {
    const hostKeys = await createHostKeys();
    const stories = planStories(merchant.createdAt);
    const count = await playAll(
      {
        deps: { ...composed.deps, clock, processors },
        clock,
        merchantId: merchant.id,
        apiKeyId: keys.secretKeyId,
        actors: [
          { type: 'user', id: merchant.ownerId, name: 'owner@demo.test' },
          { type: 'api_key', id: keys.secretKeyId, name: 'Demo shop' },
        ],
        origin: shop,
        hostKeys: { signing: hostKeys.signing.publicJwk, sealing: hostKeys.sealing.publicJwk },
        signingKey: hostKeys.signing.privateKey,
        payloadKey: await composed.deps.keyRing.payloadKeyDocument(),
      },
      stories,
      (played) => {
        if (played % 50 === 0 || played === stories.length) console.log(`orders ${played} of ${stories.length}`);
      },
    );
    console.log(`payments ${count}`);
    await ensureDemoWebhook(composed.deps, merchant.id);
  } finally {
    await sandbox?.close();
  }
}
