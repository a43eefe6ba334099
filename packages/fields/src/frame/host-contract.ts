import type { CardBrand, FieldProblem, FieldState, FrameKind, FrameMessage, PageMessage } from '@fieldfare/protocol';
import type { FrameConfig } from './frame-config.ts';

/** The part of a field that host and sibling work with. */
export interface FieldValue {
  kind: FrameKind;
  value(): string;
  validate(): FieldProblem | null;
  setBrand(brand: CardBrand | null): void;
}

/** What the frame gives its host runtime. */
export interface HostContext {
  config: FrameConfig;
  frame: string;
  /** Null in a frame that only holds the socket. */
  field: FieldValue | null;
  send: (message: FrameMessage) => void;
}

export interface HostRuntime {
  /** Opens the session of a PT token that the page handed over; `observedOrigin` is the origin that the browser named. */
  open(ptToken: string, observedOrigin: string): void;
  onPageMessage(message: PageMessage, ports: readonly MessagePort[]): void;
  onFieldChange(state: FieldState): void;
}

export type StartHost = (context: HostContext) => HostRuntime;
