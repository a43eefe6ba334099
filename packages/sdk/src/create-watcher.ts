import { FrameHandle } from './frame-handle.ts';
import type { FrameEvents } from './frame-handle.ts';

/** A frame that shows nothing and holds the socket of a page without fields. */
export function createWatcher(fieldsOrigin: string, events: FrameEvents): FrameHandle {
  const watcher = new FrameHandle('session', fieldsOrigin, events);
  const { element } = watcher;
  Object.assign(element.style, { position: 'absolute', width: '0', height: '0', border: '0', visibility: 'hidden' });
  element.ariaHidden = 'true';
  element.tabIndex = -1;
  document.body.append(element);
  return watcher;
}
