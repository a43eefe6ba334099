import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createMetrics } from './create-metrics.ts';

const OPS = new URL('../../../../ops/', import.meta.url);
const FUNCTIONS = new Set(['histogram_quantile', 'label_replace']);

/** The names of series in an expression of PromQL: what stands neither in a text, nor among labels, nor for a function. */
function seriesOf(expression: string): string[] {
  const bare = expression.replaceAll(/"[^"]*"|\{[^}]*\}|\b(?:by|without|on|ignoring) *\([^)]*\)/g, ' ');
  const names = bare.match(/\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b/g) ?? [];
  return names.filter((name) => !FUNCTIONS.has(name));
}

it.each([
  ['prometheus/fieldfare.rules.yml', /^ *expr: (.+)$/gm],
  ['grafana/payment-servers.json', /"expr": "((?:[^"\\]|\\.)*)"/g],
])('%s asks for series that there are', (file, expressions) => {
  const text = readFileSync(new URL(file, OPS), 'utf8');
  const asked = [...text.matchAll(expressions)].flatMap(([, expression = '']) =>
    seriesOf(expression.replaceAll('\\"', '"')),
  );
  const known = new Set(
    createMetrics()
      .registry.getMetricsAsArray()
      .map(({ name }) => name),
  );
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter((name) => !known.has(name.replace(/_(bucket|sum|count)$/, '')) && !known.has(name))).toEqual([]);
});
