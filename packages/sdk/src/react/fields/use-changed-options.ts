import { useEffect, useRef } from 'react';
import { useLatest } from '../use-latest.ts';

/**
 * Applies options whenever they say something else than at the rendering before; an object that only is another one does not count. What is
 * no longer said inside `appearance` and `messages` is passed as `undefined`.
 */
export function useChangedOptions<T extends object>(options: T, apply: (options: T) => void): void {
  const latest = useLatest({ options, apply });
  const told = useRef(options);
  const text = JSON.stringify(options);
  useEffect(() => {
    const before = told.current;
    const { options: now, apply: tell } = latest.current;
    told.current = now;
    if (text !== JSON.stringify(before)) tell(withWhatIsGone(before, now));
  }, [text, latest]);
}

function withWhatIsGone<T extends object>(before: T, now: T): T {
  const merged = Object.entries<unknown>({ ...gone(before), ...now }).map(([name, value]) => {
    const earlier: unknown = Reflect.get(before, name);
    return [name, isNested(earlier) ? { ...gone(earlier), ...(isNested(value) && value) } : value];
  });
  return Object.fromEntries(merged) as T;
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

const gone = (options: object): Record<string, undefined> =>
  Object.fromEntries(Object.keys(options).map((name) => [name, undefined]));
