// Generated from the zod schemas by scripts/build-validators.ts. Do not edit.
export declare const validators: {
  readonly "pt": (value: unknown) => boolean;
  readonly "host": (value: unknown) => boolean;
  readonly "sibling": (value: unknown) => boolean;
  readonly "challenge": (value: unknown) => boolean;
  readonly "second_factor": (value: unknown) => boolean;
  readonly "console": (value: unknown) => boolean;
};
