import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createMetrics } from './create-metrics.ts';

const shipped = (path: string) => readFileSync(new URL(`../../../../ops/${path}`, import.meta.url), 'utf8');
const FUNCTIONS = new Set(['histogram_quantile', 'label_replace']);

/** The series that expressions of Prometheus ask for: words with an underscore which are neither labels nor functions. */
const seriesOf = (expressions: readonly string[]) =>
  new Set(
    expressions
      .map((expression) => expression.replaceAll(/\{[^}]*\}|\bby \([^)]*\)|"[^"]*"/g, ' '))
      .flatMap((expression) => expression.match(/\b[a-z]+(?:_[a-z0-9]+)+\b/g) ?? [])
      .filter((word) => !FUNCTIONS.has(word)),
  );

const ALERTS = [...shipped('prometheus/fieldfare.rules.yml').matchAll(/^ +expr: (.+)$/gm)].map(([, expr = '']) => expr);
const PANELS = [...shipped('grafana/payment-servers.json').matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g)].map(
  ([, expr = '""']) => JSON.parse(expr) as string,
);

it.each([
  ['alert', ALERTS],
  ['panel', PANELS],
])('every %s that is shipped asks for series that a payment server has', async (_, expressions) => {
  const metrics = await createMetrics().registry.getMetricsAsJSON();
  const known = new Set(
    metrics.flatMap(({ name, type }) =>
      String(type) === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );
  const asked = seriesOf(expressions);
  expect(asked.size).toBeGreaterThan(5);
  expect([...asked].filter((name) => !known.has(name))).toEqual([]);
});
