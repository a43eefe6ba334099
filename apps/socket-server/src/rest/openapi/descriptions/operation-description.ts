import type { Permission } from '@fieldfare/protocol';

/** What a reader must know of an operation before the first call: what it does, when it refuses, what comes of it. */
export interface OperationDescription {
  text: string;
  /** What the caller's key or role must have; left out where nothing is asked for but the token. */
  permission?: Permission;
}

/** By method and path, such as `POST /v1/payments/{id}/confirm`. */
export type OperationDescriptions = Readonly<Record<string, OperationDescription>>;
