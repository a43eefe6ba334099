import type { Benchmark } from './harness/benchmark.ts';
import { fieldsBenchmark } from './fields/fields-benchmark.ts';
import { handshakeBenchmark } from './handshake/handshake-benchmark.ts';
import { latencyBenchmark } from './latency/latency-benchmark.ts';
import { floodBenchmark } from './flood/flood-benchmark.ts';
import { socketBenchmark } from './socket/socket-benchmark.ts';
import { paymentsBenchmark } from './payments/payments-benchmark.ts';
import { webhooksBenchmark } from './webhooks/webhooks-benchmark.ts';
import { restBenchmark } from './rest/rest-benchmark.ts';
import { vaultBenchmark } from './vault/vault-benchmark.ts';

/** Every benchmark by the name that the command line takes. */
export const benchmarks: Readonly<Record<string, Benchmark>> = {
  handshake: handshakeBenchmark,
  socket: socketBenchmark,
  flood: floodBenchmark,
  payments: paymentsBenchmark,
  latency: latencyBenchmark,
  fields: fieldsBenchmark,
  vault: vaultBenchmark,
  webhooks: webhooksBenchmark,
  rest: restBenchmark,
};
