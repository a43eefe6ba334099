import { startBenchServer } from '../harness/bench-database.ts';
import type { BenchContext, Report } from '../harness/benchmark.ts';
import { startChild } from '../harness/child-process.ts';
import { atLeast, COMPARISON_HEADER, comparisonRow, inverseRatio } from '../harness/comparison.ts';
import { cpuTimeMs } from '../harness/cpu-time.ts';
import { formatCount, formatMs } from '../harness/format-number.ts';
import { interleave } from '../harness/interleave.ts';
import { median, percentile } from '../harness/percentile.ts';
import type { ClientsRun } from '../harness/run-clients.ts';
import { createSession } from '../system/create-session.ts';
import { startPaymentServer } from '../system/start-payment-server.ts';
import type { BareServerOptions } from './bare-server.ts';
import type { HandshakesRun } from './handshake-clients.ts';

const CONCURRENCY = 32;
const HANDSHAKES = { full: 4_000, quick: 300 } as const;
const TOKENS = 50;

interface Measured {
  /** Handshakes a second. */
  rate: number;
  waitMs: number;
  /** What the server spent on one. */
  cpuMs: number;
}

/** Authenticated handshakes a second, against a bare socket.io server that verifies the same token. */
export async function handshakeBenchmark({ options, cleanUp, say }: BenchContext): Promise<Report> {
  const ours = await startPaymentServer(await startBenchServer(cleanUp), cleanUp);
  const tokens = await Promise.all(Array.from({ length: TOKENS }, () => createSession(ours)));
  const bare = startChild(new URL('bare-server.ts', import.meta.url), cleanUp);
  const clients = startChild(new URL('handshake-clients.ts', import.meta.url), cleanUp);
  const { keys } = (await (await fetch(`${ours.url}/.well-known/jwks.json`)).json()) as BareServerOptions;
  const bareUrl = await bare.call<string>('listen', { keys: keys.filter(({ kty }) => kty === 'EC') });

  const handshakes = options.isQuick ? HANDSHAKES.quick : HANDSHAKES.full;
  const measure = (url: string, pid: number) => async (): Promise<Measured> => {
    const target = { url, origin: ours.fieldsOrigin };
    const run: HandshakesRun = { target, tokens, handshakes, concurrency: CONCURRENCY };
    const before = cpuTimeMs(pid);
    const { rate, latenciesMs } = await clients.call<ClientsRun>('run', run);
    return { rate, waitMs: percentile(latenciesMs, 0.5), cpuMs: (cpuTimeMs(pid) - before) / handshakes };
  };
  const contestants = { ours: measure(ours.url, ours.pid), bare: measure(bareUrl, bare.pid) };
  // The first handshakes compile the code.
  await interleave(1, contestants);
  const measured = await interleave(options.rounds, contestants, (name, round, { rate }) =>
    say(`round ${round}: ${name}, ${Math.round(rate)} handshakes/s`),
  );
  const all = (of: keyof Measured) => ({
    ours: measured.ours.map((each) => each[of]),
    limit: measured.bare.map((each) => each[of]),
  });
  const waits = all('waitMs');
  return {
    title: 'authenticated handshakes a second, from the TCP connection to connection_established',
    header: COMPARISON_HEADER,
    rows: [
      comparisonRow({
        what: `handshakes, ${CONCURRENCY} at once`,
        ...all('rate'),
        format: formatCount,
        goal: atLeast(0.8),
      }),
      comparisonRow({
        what: "the server's processor time for one",
        ...all('cpuMs'),
        format: formatMs,
        weigh: inverseRatio,
      }),
    ],
    notes: [
      `Each measurement: ${handshakes} connections with ${TOKENS} PT tokens in turn, closed when established; the load generator is a process of its own on the same machine.`,
      'Ours: the payment server as it runs. Limit: socket.io alone, same version and transport, whose middleware verifies the same ES256 tokens in the thread pool with keys parsed once.',
      'Processor time is weighed as limit to ours; unlike rates it hardly depends on what else the machine does.',
      `One handshake takes, at p50: ours ${formatMs(median(waits.ours))}, limit ${formatMs(median(waits.limit))}.`,
    ],
  };
}
