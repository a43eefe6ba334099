import { ROOT } from '../../../scripts/shared/root.ts';
import type { BenchContext, Report, Table } from '../harness/benchmark.ts';
import { atMost, COMPARISON_HEADER, comparisonRow } from '../harness/comparison.ts';
import type { CleanUp } from '../harness/clean-up.ts';
import { formatKilobytes, formatMs, formatShare } from '../harness/format-number.ts';
import { interleave } from '../harness/interleave.ts';
import { median } from '../harness/percentile.ts';
import { loadCheckout } from './load-checkout.ts';
import type { CheckoutLoad, CheckoutTarget } from './load-checkout.ts';
import { measureOtherSdks, measureOurParts } from './other-sdks.ts';
import { startCheckouts } from './start-checkouts.ts';
import { startChromium } from './start-chromium.ts';

const CPU_SLOWDOWN = 4;
const BYTES_GOAL = 32 * 1_024;
const BYTES_SHARE_GOAL = 0.2;
const TIME_GOAL = 0.6;
/** What Lighthouse calls slow 4G: 150 ms there and back, 1.6 Mbit/s down and 750 kbit/s up. */
const SLOW_4G = { latency: 150, downloadThroughput: (1.6e6 / 8) | 0, uploadThroughput: 750_000 / 8 };

const HEADER = COMPARISON_HEADER.map((title) => (title === 'limit' ? 'Next' : title));

const ownSize = { of: (ours: number) => ours, format: formatKilobytes };

type Visits = Readonly<Record<'ours' | 'next', readonly CheckoutLoad[]>>;

/** Bytes and time of the shop's checkout with five fields, against the same five fields as Next pages, and of what others publish. */
export async function fieldsBenchmark({ options, cleanUp, say }: BenchContext): Promise<Report> {
  say('building the pages');
  const checkouts = await startCheckouts(cleanUp);
  const devtools = await startChromium(cleanUp);
  const visits = async (what: string, how: Partial<CheckoutTarget>): Promise<Visits> => {
    const load = (name: 'ours' | 'next') => () =>
      loadCheckout(devtools, { ...checkouts[name], cpuSlowdown: CPU_SLOWDOWN, encoding: 'gzip', ...how });
    return interleave(options.rounds, { ours: load('ours'), next: load('next') }, (name, round, { readyMs }) =>
      say(`${what}, round ${round}: ${name}, ready after ${Math.round(readyMs)} ms`),
    );
  };
  // The first load compiles the servers' code; the browser's caches are empty every time.
  for (const checkout of Object.values(checkouts)) await loadCheckout(devtools, { ...checkout, cpuSlowdown: 1 });
  const { fieldBytes: brotliBytes } = await loadCheckout(devtools, { ...checkouts.ours, cpuSlowdown: 1 });
  const cold = await visits('cold', { isTypedIn: true });
  const warm = await visits('warm', { isWarm: true });
  const slow = await visits('slow 4G', { network: SLOW_4G });
  return {
    title: `the shop's checkout with five fields, at ${CPU_SLOWDOWN} times throttle, against the same fields as Next pages`,
    header: HEADER,
    rows: [...rowsOf(cold), ...rowsOfVisits('warm', warm), ...rowsOfVisits('slow 4G', slow)],
    details: [await sizesTable(cleanUp, say)],
    notes: [
      'Bytes as transferred: compressed bodies and response headers, every frame, until nothing has been asked for in a second; the socket is not counted.',
      `Bytes are gzipped, as any browser takes them. One that takes brotli transfers ${formatKilobytes(brotliBytes)} of ours.`,
      'Keystroke to paint: 64 digits typed into the card number of each cold visit and 64 deleted; what is compared is the time that 95 in 100 keep.',
      'Ready: the last of the five fields says that it can be typed into. Both shops are the same program; only the fields and the SDK differ.',
      `Ours is made of: ${describeTransfers(cold.ours)}.`,
      `The Next fixture's fields take ${median(cold.next.map(({ fieldTransfers }) => fieldTransfers.length))} requests.`,
    ],
  };
}

function rowsOf(cold: Visits): string[][] {
  const of = pairs(cold);
  return [
    comparisonRow({
      what: 'SDK and all frames, cold',
      ...of('fieldBytes'),
      format: formatKilobytes,
      weigh: ownSize,
      goal: atMost(BYTES_GOAL, formatKilobytes),
    }),
    comparisonRow({
      what: 'the same against Next',
      ...of('fieldBytes'),
      format: formatKilobytes,
      goal: atMost(BYTES_SHARE_GOAL, formatShare),
    }),
    comparisonRow({ what: "with the shop's own page", ...of('allBytes'), format: formatKilobytes }),
    comparisonRow({
      what: 'navigation to all five ready, cold',
      ...of('readyMs'),
      format: formatMs,
      goal: atMost(TIME_GOAL, formatShare),
    }),
    comparisonRow({
      what: 'mount() to all five ready, cold',
      ...of('mountedToReadyMs'),
      format: formatMs,
      goal: atMost(TIME_GOAL, formatShare),
    }),
    comparisonRow({ what: 'script time, page and frames', ...of('scriptMs'), format: formatMs }),
    comparisonRow({ what: 'keystroke to paint, p95', ...of('keystrokeMs'), format: formatMs }),
    comparisonRow({
      what: 'layout shift',
      ...of('layoutShift'),
      format: formatShift,
      weigh: ownShift,
      goal: atMost(0, formatShift),
    }),
  ];
}

function rowsOfVisits(name: string, visits: Visits): string[][] {
  const of = pairs(visits);
  return [
    comparisonRow({
      what: `SDK and all frames, ${name}`,
      ...of('fieldBytes'),
      format: formatKilobytes,
      weigh: ownSize,
    }),
    comparisonRow({ what: `navigation to all five ready, ${name}`, ...of('readyMs'), format: formatMs }),
    comparisonRow({ what: `mount() to all five ready, ${name}`, ...of('mountedToReadyMs'), format: formatMs }),
  ];
}

type Figure = 'readyMs' | 'mountedToReadyMs' | 'scriptMs' | 'keystrokeMs' | 'layoutShift' | 'fieldBytes' | 'allBytes';

const pairs =
  ({ ours, next }: Visits) =>
  (of: Figure) => ({
    ours: ours.map((each) => each[of]),
    limit: next.map((each) => each[of]),
  });

const formatShift = (value: number): string => value.toFixed(3);
const ownShift = { of: (ours: number) => ours, format: formatShift };

/** What a page of each maker carries, bundled, minified and gzipped by the same tools. */
async function sizesTable(cleanUp: CleanUp, say: BenchContext['say']): Promise<Table> {
  say('measuring what others publish');
  const ours = await measureOurParts(ROOT);
  const others = await measureOtherSdks(cleanUp);
  return {
    title: 'bytes on the page, each bundled, minified and gzipped by the same tools',
    header: ['', 'gzipped'],
    rows: [...ours, ...others].map(({ what, bytes }) => [
      what,
      bytes === null ? 'could not be installed' : formatKilobytes(bytes),
    ]),
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
