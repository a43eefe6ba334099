/** How a measurement of payments is made: so many payments by so many clients, each with one under way at a time. */
export interface PaymentsRun {
  clients: number;
  payments: number;
}

export interface PaymentsMeasured {
  /** Authorized payments a second. */
  rate: number;
  /** From being asked for to being answered; none where pgbench measured without a pace. */
  latenciesMs: readonly number[];
  /** Processor time of our process for one payment; NaN where pgbench measured. */
  cpuMs: number;
}
