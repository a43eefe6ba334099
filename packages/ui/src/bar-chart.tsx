export interface ChartPoint {
  /** Names the point: a date. */
  label: string;
  value: number;
  /** What the pointer reads over the point. */
  title?: string;
}

export interface ChartProps {
  points: readonly ChartPoint[];
  /** All that the picture says, in a sentence; a table with the figures belongs beside it. */
  summary: string;
}

const WIDTH = 360;
const HEIGHT = 64;

/** Bars over time, from zero. */
export function BarChart({ points, summary }: ChartProps) {
  const top = Math.max(1, ...points.map((point) => point.value));
  const step = WIDTH / Math.max(1, points.length);
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
      {points.map((point, index) => {
        const height = Math.max(point.value > 0 ? 1.5 : 0, (point.value / top) * (HEIGHT - 4));
        return (
          <g key={point.label} className="text-chart-bar hover:text-accent">
            {point.title === undefined ? null : <title>{point.title}</title>}
            <rect x={index * step} width={step} height={HEIGHT} fill="transparent" />
            <rect
              x={index * step + step * 0.12}
              width={step * 0.76}
              y={HEIGHT - height}
              height={height}
              fill="currentColor"
            />
          </g>
        );
      })}
    </svg>
  );
}
