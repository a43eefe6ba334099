import type { ChartPoint } from './bar-chart.tsx';
import { linePath } from './line-path.ts';

export interface LineChartProps {
  /** `null` is a day without a value: the line breaks there. */
  points: readonly (Omit<ChartPoint, 'value'> & { value: number | null })[];
  /** Bounds of the vertical axis. */
  range: readonly [number, number];
  summary: string;
}

const WIDTH = 360;
const HEIGHT = 64;

/** One line over time. */
export function LineChart({ points, range, summary }: LineChartProps) {
  const values = points.map((point) => point.value);
  return (
    <svg
      role="img"
      aria-label={summary}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="size-full"
    >
      <line
        x1="0"
        x2={WIDTH}
        y1={HEIGHT - 0.5}
        y2={HEIGHT - 0.5}
        stroke="var(--line)"
        vectorEffect="non-scaling-stroke"
      />
      <line
        x1="0"
        x2={WIDTH}
        y1="2"
        y2="2"
        stroke="var(--line)"
        strokeDasharray="2 4"
        vectorEffect="non-scaling-stroke"
      />
      <path
        d={linePath(values, range, { width: WIDTH, height: HEIGHT, inset: 2 })}
        fill="none"
        stroke="var(--chart-line)"
        strokeWidth="1.75"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
