import { FieldfareError } from '@fieldfare/protocol';
import type { BankAccountSecrets, ErrorDetail } from '@fieldfare/protocol';

const WEIGHTS = [3, 7, 1] as const;

/** Checks what can be checked of a bank account without its bank. Throws a payer's `validation_error`. */
export function validateBankAccount({ routing_number, account_name }: BankAccountSecrets): void {
  if (!isRoutingNumber(routing_number)) {
    throw invalid(
      'routing_number_invalid',
      'routing_number',
      'This routing number is not valid. Check it for a mistyped digit.',
    );
  }
  if (account_name.trim() === '')
    throw invalid('account_name_invalid', 'account_name', 'Enter the name that the account is held under.');
}

/** The check digit of the American Bankers Association: weights 3, 7, 1, and the sum a multiple of ten. No bank has number zero. */
function isRoutingNumber(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += Number(digits.charAt(i)) * (WEIGHTS[i % 3] ?? 0);
  return sum > 0 && sum % 10 === 0;
}

function invalid(detail: ErrorDetail, field: keyof BankAccountSecrets, message: string): FieldfareError {
  return new FieldfareError('validation_error', { detail, message, param: `bank_account.${field}`, audience: 'payer' });
}
