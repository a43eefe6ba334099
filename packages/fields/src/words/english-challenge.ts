/** What the frame says in which a bank asks its cardholder; it is loaded when it is needed, and so are its words. */
export const ENGLISH_CHALLENGE = {
  challenge_title: 'Confirm with your bank',
  challenge_text: 'Your bank has sent you a code of {digits} digits. Enter it to pay {amount} to {merchant}.',
  challenge_code: 'Code',
  challenge_confirm: 'Confirm',
  challenge_cancel: 'Cancel payment',
  challenge_incomplete: 'The code has {digits} digits.',
  challenge_wrong: 'The code is wrong. Tries left: {tries}.',
  challenge_waiting: 'Asking your bank…',
} as const;
