import { BraintreeFault, ValidationFault } from './braintree-fault.ts';

interface VaultCard {
  token: string;
  number: string;
  postalCode: string | undefined;
}

/** Customers with one card each, by the rules of Braintree's API reference. Names are compared without regard to case. */
export class BraintreeVault {
  readonly #customers = new Map<string, VaultCard>();

  /** How many cards can be charged. */
  get cards(): number {
    return this.#customers.size;
  }

  createCustomer(id: string, { token, number, postalCode }: VaultCard): void {
    if (this.#customers.has(id.toLowerCase()))
      throw new ValidationFault('91609', 'Customer ID has already been taken.');
    if (this.#find(token)) throw new ValidationFault('91719', 'Credit card token is taken.');
    this.#customers.set(id.toLowerCase(), { token, number, postalCode });
  }

  /** The names of a customer's cards. */
  tokensOf(id: string): string[] {
    const card = this.#customers.get(id.toLowerCase());
    if (!card) throw new BraintreeFault(404, 'Not Found');
    return [card.token];
  }

  /** A customer's cards go with it. */
  deleteCustomer(id: string): void {
    if (!this.#customers.delete(id.toLowerCase())) throw new BraintreeFault(404, 'Not Found');
  }

  card(token: string): Pick<VaultCard, 'number' | 'postalCode'> {
    const found = this.#find(token);
    if (!found) throw new ValidationFault('91518', 'Payment method token is invalid.');
    // Its AVS rules are not applied to what is charged by a token.
    return { number: found.number, postalCode: undefined };
  }

  #find(token: string): VaultCard | undefined {
    return [...this.#customers.values()].find((card) => card.token.toLowerCase() === token.toLowerCase());
  }
}
