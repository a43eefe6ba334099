import { metadataOf } from './form-params.ts';
import type { FormParams } from './form-params.ts';
import { invalid, missing } from './stripe-fault.ts';
import { newId } from './stripe-id.ts';

interface Method {
  id: string;
  object: 'payment_method';
  type: 'card';
  customer: string | null;
}

interface Customer {
  id: string;
  object: 'customer';
  created: number;
  metadata: Record<string, string>;
}

/** Customers, their cards and the tokens of security codes, by the rules of Stripe's API reference. */
export class StripeVault {
  readonly #methods = new Map<string, Method & { number: string; wasDetached: boolean }>();
  readonly #customers = new Map<string, Customer>();
  readonly #codes = new Set<string>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** How many cards belong to customers, and can be charged. */
  get cards(): number {
    return [...this.#methods.values()].filter(({ customer }) => customer !== null).length;
  }

  createMethod(params: FormParams): Method {
    const number = params.get('card[number]') ?? '';
    if (!/^\d{12,19}$/.test(number)) throw invalid('incorrect_number', 'Your card number is incorrect.');
    const method = { id: newId('pm'), object: 'payment_method', type: 'card', customer: null } as const;
    this.#methods.set(method.id, { ...method, number, wasDetached: false });
    return method;
  }

  createCustomer(params: FormParams): Customer {
    const method = this.#methods.get(params.get('payment_method') ?? '');
    if (!method) throw missing('PaymentMethod', 'payment_method');
    if (method.customer !== null || method.wasDetached)
      throw invalid('', 'It may not be used again.', 'payment_method');
    const created = Math.floor(this.#now().getTime() / 1_000);
    const customer: Customer = { id: newId('cus'), object: 'customer', created, metadata: metadataOf(params) };
    this.#customers.set(customer.id, customer);
    method.customer = customer.id;
    return customer;
  }

  /** Newest first, as Stripe lists. */
  customers(from: number, to: number): Customer[] {
    return [...this.#customers.values()].filter(({ created }) => created >= from && created <= to).toReversed();
  }

  methodsOf(customer: string): Method[] {
    if (!this.#customers.has(customer)) throw missing('customer', 'customer');
    return [...this.#methods.values()].filter((method) => method.customer === customer).map(shown);
  }

  detach(id: string): Method {
    const method = this.#methods.get(id);
    if (!method) throw missing('PaymentMethod', 'payment_method');
    if (method.customer === null) throw invalid('', 'The payment method is not attached to a customer.');
    return shown(Object.assign(method, { customer: null, wasDetached: true }));
  }

  deleteCustomer(id: string): { id: string; object: 'customer'; deleted: true } {
    for (const method of this.methodsOf(id)) this.detach(method.id);
    this.#customers.delete(id);
    return { id, object: 'customer', deleted: true };
  }

  createCode(params: FormParams): { id: string; object: 'token'; type: 'cvc_update' } {
    if (!/^\d{3,4}$/.test(params.get('cvc_update[cvc]') ?? '')) throw invalid('invalid_cvc', 'Invalid code.');
    const id = newId('cvctok');
    this.#codes.add(id);
    return { id, object: 'token', type: 'cvc_update' };
  }

  /** The number of the card that an intent is to charge: one that it brings, or a kept one, of its own customer. */
  numberFor(params: FormParams): string {
    const id = params.get('payment_method');
    const brought = params.get('payment_method_data[card][number]');
    if ((id === undefined) === (brought === undefined)) throw invalid('parameter_missing', 'Exactly one card.');
    this.#spendCode(params, id !== undefined);
    if (brought !== undefined) return brought;
    const method = this.#methods.get(id ?? '');
    if (!method) throw missing('PaymentMethod', 'payment_method');
    if (method.wasDetached)
      throw invalid('', 'It was detached from a Customer, and may not be used again.', 'payment_method');
    if (method.customer === null || method.customer !== params.get('customer'))
      throw invalid('', 'The customer does not have a payment method with this ID.', 'payment_method');
    return method.number;
  }

  #spendCode(params: FormParams, isKept: boolean): void {
    const token = params.get('payment_method_options[card][cvc_token]');
    if (token === undefined) return;
    const isManual = params.get('confirmation_method') === 'manual';
    if (!isKept || !isManual || !this.#codes.delete(token))
      throw invalid('token_invalid', 'No such token.', 'payment_method_options[card][cvc_token]');
  }
}

function shown({ id, object, type, customer }: Method): Method {
  return { id, object, type, customer };
}
