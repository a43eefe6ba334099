'use client';
import { toDecimal, type Currency } from '@fieldfare/protocol';
import { useState } from 'react';
import { parseAmount, type ParsedAmount } from './parse-amount.ts';

export interface AmountField {
  text: string;
  parsed: ParsedAmount;
  /** Null until somebody tried to send it. */
  problem: string | null;
  setText: (text: string) => void;
  /** Shows the problem, if there is one; answers the amount otherwise. */
  check: () => number | null;
}

/** A decimal input that starts at the most there is. */
export function useAmountField(maxMinor: number, currency: Currency): AmountField {
  const [text, setText] = useState(() => toDecimal({ amountMinor: maxMinor, currency }));
  const [wasChecked, setWasChecked] = useState(false);
  const parsed = parseAmount(text, currency, maxMinor);
  return {
    text,
    parsed,
    problem: wasChecked && !parsed.ok ? parsed.problem : null,
    setText,
    check: () => {
      setWasChecked(true);
      return parsed.ok ? parsed.amountMinor : null;
    },
  };
}
