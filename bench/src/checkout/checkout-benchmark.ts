import type { BenchContext, Report } from '../harness/benchmark.ts';
import { atMost, COMPARISON_HEADER, comparisonRow } from '../harness/comparison.ts';
import { formatKilobytes, formatMs, formatShare } from '../harness/format-number.ts';
import { interleave } from '../harness/interleave.ts';
import { median } from '../harness/percentile.ts';
import { loadCheckout } from './load-checkout.ts';
import type { CheckoutLoad } from './load-checkout.ts';
import { startCheckouts } from './start-checkouts.ts';
import { startChromium } from './start-chromium.ts';

const CPU_SLOWDOWN = 4;
const BYTES_GOAL = 32 * 1_024;
const TIME_GOAL = 0.6;

const HEADER = COMPARISON_HEADER.map((title) => (title === 'limit' ? 'Next' : title));

const ownSize = { of: (ours: number) => ours, format: formatKilobytes };

/** Bytes and time until the shop's checkout can be typed into, against the same five fields as Next pages. */
export async function checkoutBenchmark({ options, cleanUp, say }: BenchContext): Promise<Report> {
  say('building the pages');
  const checkouts = await startCheckouts(cleanUp);
  const devtools = await startChromium(cleanUp);
  const load = (name: 'ours' | 'next') => () =>
    loadCheckout(devtools, { ...checkouts[name], cpuSlowdown: CPU_SLOWDOWN });
  const contestants = { ours: load('ours'), next: load('next') };
  // The first load compiles the servers' code; the browser's caches are empty every time.
  await interleave(1, contestants);
  const measured = await interleave(options.rounds, contestants, (name, round, { readyMs, fieldBytes }) =>
    say(
      `round ${round}: ${name}, ready after ${Math.round(readyMs)} ms, ${formatKilobytes(fieldBytes)} for the fields`,
    ),
  );
  const all = (of: 'readyMs' | 'fieldBytes' | 'allBytes') => ({
    ours: measured.ours.map((each) => each[of]),
    limit: measured.next.map((each) => each[of]),
  });
  return {
    title: `the shop's checkout with five fields, cold, at ${CPU_SLOWDOWN} times throttle, against the same fields as Next pages`,
    header: HEADER,
    rows: [
      comparisonRow({
        what: 'SDK and all frames',
        ...all('fieldBytes'),
        format: formatKilobytes,
        weigh: ownSize,
        goal: atMost(BYTES_GOAL, formatKilobytes),
      }),
      comparisonRow({ what: "with the shop's own page", ...all('allBytes'), format: formatKilobytes }),
      comparisonRow({
        what: 'all five fields ready',
        ...all('readyMs'),
        format: formatMs,
        goal: atMost(TIME_GOAL, formatShare),
      }),
    ],
    notes: [
      'Bytes as transferred: compressed bodies and response headers, every frame, until nothing has been asked for in a second; the socket is not counted.',
      'Ready: from the navigation until the last of the five fields says that it can be typed into. Both shops are the same program; only the fields and the SDK differ.',
      `Ours is made of: ${describeTransfers(measured.ours)}.`,
      `The Next fixture's fields take ${median(measured.next.map(({ fieldTransfers }) => fieldTransfers.length))} requests.`,
    ],
  };
}

/** What one load transferred, by address; what came out of the browser's own cache took no bytes. */
function describeTransfers([load]: readonly CheckoutLoad[]): string {
  const byPath = Map.groupBy(load?.fieldTransfers ?? [], ({ url }) =>
    new URL(url).pathname.replace(/mer_\w+/, '{merchant}'),
  );
  return [...byPath]
    .map(([path, transfers]) => {
      const bytes = transfers.reduce((total, transfer) => total + transfer.bytes, 0);
      return `${path} ${formatKilobytes(bytes)} (asked for ${transfers.length} times)`;
    })
    .join(', ');
}
