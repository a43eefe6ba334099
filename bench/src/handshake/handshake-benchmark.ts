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
import { startPaymentServer, startPaymentServerAgain } from '../system/start-payment-server.ts';
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
  const sessions = () => Promise.all(Array.from({ length: TOKENS }, () => createSession(ours)));
  const strange = await sessions();
  // A process that signed none of those, so that each is verified as one of another server is.
  const pid = await startPaymentServerAgain(ours, cleanUp);
  const own = await sessions();
  const bare = startChild(new URL('bare-server.ts', import.meta.url), cleanUp);
  const clients = startChild(new URL('handshake-clients.ts', import.meta.url), cleanUp);
  const { keys } = (await (await fetch(`${ours.url}/.well-known/jwks.json`)).json()) as BareServerOptions;
  const bareUrl = await bare.call<string>('listen', { keys: keys.filter(({ kty }) => kty === 'EC') });

  const handshakes = options.isQuick ? HANDSHAKES.quick : HANDSHAKES.full;
  const measure = (url: string, serverPid: number, tokens: string[]) => async (): Promise<Measured> => {
    const target = { url, origin: ours.fieldsOrigin };
    const run: HandshakesRun = { target, tokens, handshakes, concurrency: CONCURRENCY };
    const before = cpuTimeMs(serverPid);
    const { rate, latenciesMs } = await clients.call<ClientsRun>('run', run);
    return { rate, waitMs: percentile(latenciesMs, 0.5), cpuMs: (cpuTimeMs(serverPid) - before) / handshakes };
  };
  const contestants = {
    verified: measure(ours.url, pid, strange),
    bare: measure(bareUrl, bare.pid, strange),
    own: measure(ours.url, pid, own),
  };
  // The first handshakes compile the code.
  await interleave(1, contestants);
  const measured = await interleave(options.rounds, contestants, (name, round, { rate }) =>
    say(`round ${round}: ${name}, ${Math.round(rate)} handshakes/s`),
  );
  const all = (who: 'verified' | 'own', of: keyof Measured) => ({
    ours: measured[who].map((each) => each[of]),
    limit: measured.bare.map((each) => each[of]),
  });
  const rate = { format: formatCount, goal: atLeast(0.8) };
  const cpu = { format: formatMs, weigh: inverseRatio };
  const waits = all('verified', 'waitMs');
  return {
    title: 'authenticated handshakes a second, from the TCP connection to connection_established',
    header: COMPARISON_HEADER,
    rows: [
      comparisonRow({ what: `handshakes, ${CONCURRENCY} at once`, ...all('verified', 'rate'), ...rate }),
      comparisonRow({ what: "the server's processor time for one", ...all('verified', 'cpuMs'), ...cpu }),
      comparisonRow({ what: 'the same with tokens that the server itself signed', ...all('own', 'rate'), ...rate }),
      comparisonRow({ what: "the server's processor time for one of those", ...all('own', 'cpuMs'), ...cpu }),
    ],
    notes: [
      `Each measurement: ${handshakes} connections with ${TOKENS} PT tokens in turn, closed when established; the load generator is a process of its own on the same machine.`,
      'Ours: the payment server as it runs. Limit: socket.io alone, same version and transport, whose middleware verifies the same ES256 tokens in the thread pool with keys parsed once.',
      'The first two rows: tokens that another process signed, each of which is verified. The last two: a server knows a PT token that it signed itself moments ago, and does not verify it.',
      'Processor time is weighed as limit to ours; unlike rates it hardly depends on what else the machine does.',
      `One handshake takes, at p50: ours ${formatMs(median(waits.ours))}, limit ${formatMs(median(waits.limit))}.`,
    ],
  };
}
