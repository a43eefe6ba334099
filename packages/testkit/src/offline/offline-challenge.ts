import { ENGLISH_CHALLENGE, formatAmount, Words } from '@fieldfare/fields/in-page';
import { RIGHT_CODE } from '../answer-challenge.ts';
import type { OfflineBank } from './offline-bank.ts';

/** The bank's question on the page itself, with the words of the real one. Resolves once the bank has decided. */
export function askCardholder(bank: OfflineBank, signal: AbortSignal | undefined): Promise<void> {
  const { session } = bank;
  const words = new Words(ENGLISH_CHALLENGE);
  const say = (code: keyof typeof ENGLISH_CHALLENGE): string =>
    words.say(code, {
      merchant: session.merchant_name,
      amount: formatAmount(session.total_minor, session.currency, words.locale),
      digits: String(RIGHT_CODE.length),
      tries: String(bank.payment?.action?.tries_left ?? 0),
    });
  const form = Object.assign(document.createElement('form'), { noValidate: true });
  form.setAttribute('role', 'dialog');
  form.setAttribute('aria-label', say('challenge_title'));
  const text = Object.assign(document.createElement('p'), { textContent: say('challenge_text') });
  const input = Object.assign(document.createElement('input'), { inputMode: 'numeric' });
  input.setAttribute('aria-label', say('challenge_code'));
  const problem = document.createElement('p');
  problem.setAttribute('role', 'alert');
  const confirm = Object.assign(document.createElement('button'), { textContent: say('challenge_confirm') });
  const cancel = Object.assign(document.createElement('button'), {
    type: 'button',
    textContent: say('challenge_cancel'),
  });
  form.append(text, input, problem, confirm, cancel);
  document.body.append(form);
  input.focus();

  const { promise, resolve } = Promise.withResolvers<void>();
  const giveUp = (): void => {
    if (bank.payment?.status === 'requires_action') bank.giveUp();
    resolve();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (input.value.length !== RIGHT_CODE.length) {
      problem.textContent = say('challenge_incomplete');
      return;
    }
    if (bank.answer(input.value === RIGHT_CODE).status !== 'requires_action') return resolve();
    input.value = '';
    problem.textContent = say('challenge_wrong');
  });
  form.addEventListener('keydown', ({ key }) => key === 'Escape' && giveUp());
  cancel.addEventListener('click', giveUp);
  signal?.addEventListener('abort', giveUp, { once: true });
  return promise.finally(() => {
    signal?.removeEventListener('abort', giveUp);
    form.remove();
  });
}
