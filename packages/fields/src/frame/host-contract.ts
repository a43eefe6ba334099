import type { FieldState, FrameMessage, PageMessage } from '@fieldfare/protocol';
import type { FrameField } from '../field/frame-field.ts';
import type { Words } from '../words/words.ts';
import type { FrameConfig } from './frame-config.ts';

/** The part of a field that host and sibling work with. */
export type FieldValue = Pick<FrameField, 'kind' | 'state' | 'value' | 'validate' | 'setBrand' | 'setCountry'>;

/** What the frame gives its host runtime. */
export interface HostContext {
  config: FrameConfig;
  frame: string;
  /** Null in a frame that only holds the socket. */
  field: FieldValue | null;
  words: Words;
  send: (message: FrameMessage) => void;
}

export interface HostRuntime {
  /** Opens the session of a PT token that the page handed over; `observedOrigin` is the origin that the browser named. */
  open(ptToken: string, observedOrigin: string): void;
  onPageMessage(message: PageMessage, ports: readonly MessagePort[]): void;
  onFieldChange(state: FieldState): void;
  onWordsChange(): void;
}
