'use client';
import { useState } from 'react';
import { createIdempotency, type Idempotency } from './create-idempotency.ts';

/** One keeper of idempotency keys for as long as the component lives. */
export function useIdempotencyKey(): Idempotency {
  const [idempotency] = useState(createIdempotency);
  return idempotency;
}
