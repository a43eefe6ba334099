export interface Box {
  width: number;
  height: number;
  /** Room kept above and below the line. */
  inset: number;
}

/** SVG path data of a line through the values, left to right; a `null` lifts the pen. */
export function linePath(values: readonly (number | null)[], [low, high]: readonly [number, number], box: Box): string {
  const step = values.length > 1 ? box.width / (values.length - 1) : 0;
  const span = high - low || 1;
  let path = '';
  let isPenDown = false;
  values.forEach((value, index) => {
    if (value === null) {
      isPenDown = false;
      return;
    }
    const share = Math.min(1, Math.max(0, (value - low) / span));
    const y = box.height - box.inset - share * (box.height - 2 * box.inset);
    path += `${isPenDown ? 'L' : 'M'}${round(index * step)} ${round(y)}`;
    isPenDown = true;
  });
  return path;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
