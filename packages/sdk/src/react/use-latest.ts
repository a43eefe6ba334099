import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** What was rendered last, for a listener that outlives the rendering that made it. */
export function useLatest<T>(value: T): Readonly<RefObject<T>> {
  const ref = useRef(value);
  useLayoutEffect(() => {
    ref.current = value;
  });
  return ref;
}
