// Generated from the zod schemas by scripts/build-validators.ts. Do not edit.
export declare const validators: {
  readonly "FrameBoot": (value: unknown) => boolean;
  readonly "FrameMessage": (value: unknown) => boolean;
};
