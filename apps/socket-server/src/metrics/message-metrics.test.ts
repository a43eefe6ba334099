import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { createMessageMetrics } from './message-metrics.ts';

const setUp = () => {
  const registry = new Registry();
  return { registry, messages: createMessageMetrics(registry, [0.01, 0.1]) };
};

it('counts client events by namespace, name and outcome, and does not count them again when asked twice', async () => {
  const { registry, messages } = setUp();
  messages.note('fields', 'process_payment', 'ok', 0.2);
  messages.note('fields', 'process_payment', 'ok', 0.2);
  messages.note('fields', 'process_payment', 'conflict', 0.2);
  messages.note('console', 'ping', 'ok', 0.2);
  await registry.metrics();
  const text = await registry.metrics();
  expect(text).toContain('# TYPE socket_messages_total counter');
  expect(text).toContain('socket_messages_total{namespace="fields",event="process_payment",outcome="ok"} 2');
  expect(text).toContain('socket_messages_total{namespace="fields",event="process_payment",outcome="conflict"} 1');
  expect(text).toContain('socket_messages_total{namespace="console",event="ping",outcome="ok"} 1');
});

it('tells durations as a histogram: cumulative, a bound belonging to its bucket, with sum and count', async () => {
  const { registry, messages } = setUp();
  for (const seconds of [0.25, 0.01, 0.0625, 0.125]) messages.note('fields', 'token_refresh', 'ok', seconds);
  const text = await registry.metrics();
  const bucket = (le: string) =>
    new RegExp(`^socket_message_duration_seconds_bucket{le="${le}",.*event="token_refresh".*} (\\d+)$`, 'm').exec(
      text,
    )?.[1];
  expect(text).toContain('# TYPE socket_message_duration_seconds histogram');
  expect([bucket('0.01'), bucket('0.1'), bucket('\\+Inf')]).toEqual(['1', '2', '4']);
  expect(text).toContain('socket_message_duration_seconds_sum{namespace="fields",event="token_refresh"} 0.4475');
  expect(text).toContain('socket_message_duration_seconds_count{namespace="fields",event="token_refresh"} 4');
});
