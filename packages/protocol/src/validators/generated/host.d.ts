// Generated from the zod schemas by scripts/build-validators.ts. Do not edit.
export declare const validators: {
  readonly "PtClaims": (value: unknown) => boolean;
  readonly "SiblingMessage": (value: unknown) => boolean;
  readonly "SealedValue": (value: unknown) => boolean;
  readonly "ErrorAnswer": (value: unknown) => boolean;
  readonly "RefusalData": (value: unknown) => boolean;
  readonly "answers:host:hostToken": (value: unknown) => boolean;
  readonly "answers:host:resume": (value: unknown) => boolean;
  readonly "answers:host:location": (value: unknown) => boolean;
  readonly "answers:host:siblingTokens": (value: unknown) => boolean;
  readonly "answers:sibling:connect": (value: unknown) => boolean;
  readonly "answers:host:calculateFee": (value: unknown) => boolean;
  readonly "answers:host:challengeToken": (value: unknown) => boolean;
  readonly "answers:process_payment": (value: unknown) => boolean;
  readonly "answers:complete_action": (value: unknown) => boolean;
  readonly "answers:abandon_action": (value: unknown) => boolean;
  readonly "answers:confirm_payment": (value: unknown) => boolean;
  readonly "answers:cancel_payment": (value: unknown) => boolean;
  readonly "answers:payment_status": (value: unknown) => boolean;
  readonly "answers:token_refresh": (value: unknown) => boolean;
  readonly "pushes:connection_established": (value: unknown) => boolean;
  readonly "pushes:payment:updated": (value: unknown) => boolean;
  readonly "pushes:payment:action_required": (value: unknown) => boolean;
  readonly "pushes:session:updated": (value: unknown) => boolean;
  readonly "pushes:location:updated": (value: unknown) => boolean;
  readonly "pushes:token_expiring": (value: unknown) => boolean;
  readonly "pushes:session:closed": (value: unknown) => boolean;
};
