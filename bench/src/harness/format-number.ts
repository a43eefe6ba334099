const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en', { maximumFractionDigits: 2, minimumFractionDigits: 2 });

/** A rate or a count: `1,234`. */
export const formatCount = (value: number): string => whole.format(value);

/** Milliseconds: `1.23 ms`. */
export const formatMs = (value: number): string => `${fine.format(value)} ms`;

/** A share: `81 %`. */
export const formatShare = (value: number): string => (Number.isFinite(value) ? `${whole.format(value * 100)} %` : '-');

/** The smallest and the largest of several measurements: `1,100..1,300`. */
export function formatSpread(values: readonly number[], format: (value: number) => string): string {
  return values.length === 0 ? '-' : `${format(Math.min(...values))}..${format(Math.max(...values))}`;
}

/** Bytes: `12.3 KB`, of 1,024 each. */
export const formatKilobytes = (bytes: number): string => `${(bytes / 1_024).toFixed(1)} KB`;
