import type { OperationDescriptions } from './operation-description.ts';

/** Sessions, payments and what becomes of them. */
export const PAYMENT_DESCRIPTIONS: OperationDescriptions = {
  'POST /v1/sessions': {
    permission: 'sessions:write',
    text: 'The first step of every checkout: says what is to be paid, in which currency, and on which page. Give `pt_token` to that page; it opens the fields once, within fifteen minutes. With `mode: setup` the page saves a method and charges nothing. A publishable key may create plain sessions where the profile allows it.',
  },
  'GET /v1/sessions/{id}': {
    permission: 'sessions:read',
    text: 'Says whether the session is open, and names the payment that came of it. The token is shown when it is made, and never again.',
  },
  'POST /v1/sessions/{id}': {
    permission: 'sessions:write',
    text: 'For a cart that changed: what is left out stays. The page hears of the new total, and a challenge for the old one is void. Refused with `session_status_conflict` once it is not open any more, and while a payment is under way.',
  },
  'POST /v1/sessions/{id}/token': {
    permission: 'sessions:write',
    text: 'After a reload the page asks your server for this. The new generation closes the page that held the one before, and first learns what became of its payment. Refused while a payment is in flight.',
  },
  'POST /v1/sessions/{id}/expire': {
    permission: 'sessions:write',
    text: 'Ends a session that nobody should pay any more, such as that of an abandoned cart. Open pages are told. A payment that is there already stays as it is.',
  },
  'POST /v1/payments': {
    permission: 'payments:create',
    text: 'Charges a card or account that was saved, without its owner there. The `Idempotency-Key` is demanded: use what names the charge in your books, such as an invoice number, so that a repetition cannot charge twice. A decline is an answer with status `declined` and its code, and not an error; `unknown` will be found out and told by webhook.',
  },
  'GET /v1/payments': {
    permission: 'payments:read',
    text: 'Filters narrow each other down. A status may be several, separated by commas. Amounts are minor units of whatever currency a payment has, so give `currency` with them. A page costs the same however many payments there are.',
  },
  'GET /v1/payments/summary': {
    permission: 'payments:read',
    text: 'By day in UTC, of the payments of one currency that began on it and are neither `processing` nor `unknown`: how many there were (`attempts`), how many were authorized (`approved`), and for how much (`volume_minor`), which also counts what was canceled or refunded later. `counts` says how many payments stand at each status now, whatever their day and currency; 1,000 stands for that many or more. What was captured and refunded is in the statement of the balance.',
  },
  'GET /v1/payments/{id}': {
    permission: 'payments:read',
    text: 'The payment as it stands. `version` grows with every change: keep it, and ignore whatever is not newer. `pending_operation` says that a confirm, cancel or refund is under way or in doubt.',
  },
  'GET /v1/payments/{id}/events': {
    permission: 'payments:read',
    text: 'The timeline, oldest first: every change with who caused it. What began is here too, not only what merchants hear of by webhook.',
  },
  'GET /v1/payments/{id}/attempts': {
    permission: 'payments:read',
    text: 'Each request to a processor: authorizations and their failovers, captures, voids, refunds. The id of an attempt is what the processor knows it by.',
  },
  'POST /v1/payments/{id}/confirm': {
    permission: 'payments:confirm',
    text: 'Takes the money that was authorized: all of it, or `amount_minor` less, net of the service fee. Once. Confirm, cancel and expiry that meet at the same moment: one wins, the others get `payment_status_conflict` or `operation_in_flight`. Above the rule of your profile it answers 202 with an approval, which a second person decides.',
  },
  'POST /v1/payments/{id}/cancel': {
    permission: 'payments:cancel',
    text: 'Gives the money back that was authorized and not captured. Of a payment in doubt (`unknown`) the cancel waits as its `pending_operation`, and whatever is found is let go at once: it ends as `canceled`, or as `declined` where nothing was held. What was captured is refunded instead.',
  },
  'POST /v1/payments/{id}/refunds': {
    permission: 'payments:refund',
    text: 'Several refunds of one payment are possible, together never more than was captured: those that are pending or in doubt count. What becomes of the fee is the profile’s rule. Above the rule for approvals it answers 202 with an approval.',
  },
  'GET /v1/refunds': {
    permission: 'payments:read',
    text: 'Refunds of all payments, or of one by `payment`. A refund may fail days after it succeeded, where the shopper’s bank cannot take the money.',
  },
  'GET /v1/refunds/{id}': {
    permission: 'payments:read',
    text: 'The refund as it stands: pending, succeeded, failed or unknown.',
  },
  'GET /v1/disputes': {
    permission: 'payments:read',
    text: 'What cardholders disputed, as the processors tell us. Evidence is handed in with the processor, before `respond_by`.',
  },
  'GET /v1/disputes/{id}': {
    permission: 'payments:read',
    text: 'The dispute as it stands, with what the processor calls it.',
  },
  'GET /v1/approvals': {
    permission: 'approvals:read',
    text: 'Confirms and refunds above the profile’s rule, each waiting for a second person, or what was decided of it.',
  },
  'GET /v1/approvals/{id}': {
    permission: 'approvals:read',
    text: 'Who asked for what, until when it can be decided, and what came of it. `failure_code` says why an approved one could not be carried out.',
  },
  'POST /v1/approvals/{id}/approve': {
    permission: 'approvals:decide',
    text: 'Done by a second person, never by who asked and never by a key. It works once and is carried out at once; the answer says what came of it.',
  },
  'POST /v1/approvals/{id}/deny': {
    permission: 'approvals:decide',
    text: 'Nothing is done, and who asked sees why. Asking again opens a new approval.',
  },
  'GET /v1/balance': {
    permission: 'balance:read',
    text: 'Computed from the double-entry ledger: what was captured, less fees, refunds, returns and disputes, one entry a currency.',
  },
  'GET /v1/balance/statement': {
    permission: 'balance:read',
    text: 'The same account day by day in UTC, with what it was at the beginning and at the end. At most a year at once.',
  },
  'GET /v1/balance/comparison': {
    permission: 'balance:read',
    text: 'Asks the processor of every attempt in that time what it knows of it, and answers what differs. Nothing is changed. Each attempt is a question to a processor, so that pages are small and slow: `fieldfare books` walks them for you.',
  },
  'POST /v1/customers': {
    permission: 'customers:write',
    text: 'Whom methods are saved for, and whose payments belong together. Give `reference` your own name for them. Two may have the same e-mail address.',
  },
  'GET /v1/customers': {
    permission: 'customers:read',
    text: 'All of them, or those with exactly this `email` or `reference`.',
  },
  'POST /v1/customers/{id}': {
    permission: 'customers:write',
    text: 'What is left out stays; null takes a value away. Metadata is merged, and a key with an empty value goes.',
  },
  'GET /v1/customers/{id}': { permission: 'customers:read', text: 'The customer as your server last wrote it.' },
  'GET /v1/customers/{id}/account': {
    permission: 'customers:read',
    text: 'Whether the customer can sign in to see what they paid, and since when.',
  },
  'POST /v1/customers/{id}/account': {
    permission: 'customers:write',
    text: 'Answers an address that opens an account to whoever has it: send it to the customer alone. It is shown this once, ends after a week, and a new one voids it.',
  },
  'POST /v1/customers/{id}/account/remove': {
    permission: 'customers:write',
    text: 'The account sees nothing of this customer any more, and an invitation is void. Payments stay.',
  },
  'GET /v1/payment_methods': {
    permission: 'customers:read',
    text: 'What is saved, by `customer` or by the `session` that saved it; revoked ones stay in the list. `processors` names who keeps a card, so that charges need not send its number.',
  },
  'GET /v1/payment_methods/{id}': {
    permission: 'customers:read',
    text: 'What may be shown of it: brand, last four digits, expiry, which processors keep it and since when. Nobody is shown the number, nor what a processor calls it.',
  },
  'POST /v1/payment_methods/{id}/revoke': {
    permission: 'customers:write',
    text: 'Destroys its key in the vault: it opens for nobody any more, and processors that keep the card are told to forget it. Cannot be taken back; doing it again changes nothing.',
  },
};
