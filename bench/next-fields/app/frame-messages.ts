import * as z from 'zod';

/** What the page tells a frame, with a port to answer on. */
export const Connect = z.strictObject({
  type: z.literal('connect'),
  frame: z.string(),
  pt_token: z.string().nullable(),
  payments_origin: z.string().nullable(),
});

export interface FieldState {
  empty: boolean;
  valid: boolean;
  problem: string | null;
}

export type FrameMessage = { type: 'ready' } | { type: 'change'; state: FieldState };
