// Generated from the zod schemas by scripts/build-validators.ts. Do not edit.
export declare const validators: {
  readonly "claims:pt": (value: unknown) => boolean;
  readonly "claims:host": (value: unknown) => boolean;
  readonly "claims:sibling": (value: unknown) => boolean;
  readonly "claims:challenge": (value: unknown) => boolean;
  readonly "claims:second_factor": (value: unknown) => boolean;
  readonly "claims:console": (value: unknown) => boolean;
};
