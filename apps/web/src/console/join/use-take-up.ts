'use client';
import { useState, type SyntheticEvent } from 'react';
import { refusalWords } from '../../auth/sign-in-failure.ts';
import type { Shop } from '../my/shop.ts';
import { problemWords } from '../problem-words.ts';
import { submitSignIn } from '../submit-sign-in.ts';

export const MIN_PASSWORD = 12;

export interface TakeUpOptions {
  email: string;
  /** Where the account exists, if it is a shopper's. */
  shop?: Shop;
  /** Where it leads. */
  next: string;
  accept: (password: string) => Promise<unknown>;
}

/** Takes up an invitation by the password that its form holds, signs in by it and goes on. */
export function useTakeUp({ email, shop, next, accept }: TakeUpOptions) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [challenge, setChallenge] = useState<string | null>(null);

  async function take(password: string): Promise<string | null> {
    try {
      await accept(password);
    } catch (error) {
      return problemWords(error).message;
    }
    const refusal = await submitSignIn(email, password, shop);
    if (refusal?.challenge !== undefined) {
      setChallenge(refusal.challenge);
      return null;
    }
    if (refusal !== null) return refusalWords(refusal);
    window.location.assign(next);
    return null;
  }

  async function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    const password = new FormData(event.currentTarget).get('password');
    if (typeof password !== 'string' || password.length < MIN_PASSWORD)
      return setProblem(`A password has at least ${MIN_PASSWORD} characters.`);
    setIsBusy(true);
    setProblem(await take(password));
    setIsBusy(false);
  }

  return { problem, isBusy, challenge, submit };
}
