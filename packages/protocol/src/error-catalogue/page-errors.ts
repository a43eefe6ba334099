import type { Explained } from './explained.ts';

/** Failures that a page meets in the same place. */
export interface PageErrors {
  id: string;
  title: string;
  words: string;
  details: readonly Explained[];
}

/** What the SDK throws, tells a page or answers to a call, by where the page meets it. What a shopper typed wrong has sentences of its own. */
export const PAGE_ERRORS = [
  {
    id: 'sdk_misuse',
    title: 'Thrown by the SDK',
    words: 'The page uses the SDK in a way that can never work: a FieldfareMisuseError, whose code is one of these.',
    details: [
      [
        'fields_origin_missing',
        'Pass fieldsOrigin, the address that your fields are served from. Only a script element knows it by itself.',
      ],
      ['page_without_origin', 'The page is a local file or a sandboxed frame. Serve it over http or https.'],
      ['session_missing', 'Pass session: a pt_token, or a function that fetches one from your server.'],
      [
        'session_invalid',
        'What session gave is no pt_token. Pass the pt_token that POST /v1/sessions answered, as it is.',
      ],
      [
        'target_missing',
        'There is no element to mount into, yet or at all: the message says what was passed. Mount after it is in the page, or correct the selector.',
      ],
      [
        'options_invalid',
        'A call was given an option that it does not have, no object of options, a signal that is no AbortSignal, or a function where text belongs. The message says which.',
      ],
      [
        'event_unknown',
        'on() was given an event that there is none of. The message names those that there are; a field has fewer than its group.',
      ],
      ['listener_invalid', 'on() was given something to call that is no function.'],
      ['kind_unknown', 'There is no field of that kind. The message names those that there are.'],
      [
        'kind_exists',
        'A group has one field of each kind. Update or destroy the first, or make another group. A card is number, date and code already: mount it, or a card-number.',
      ],
      ['host_missing', 'Nothing can pay: mount a card-number, card or account-number field before you call pay().'],
      ['provider_missing', 'React: put a <FieldfareProvider> around the fields and hooks.'],
      ['group_missing', 'Web components: put the <fieldfare-field> into a <fieldfare-fields>.'],
      ['attribute_invalid', 'Web components: the attributes appearance and messages are JSON.'],
      ['destroyed', 'The fields were destroyed. Make a new group.'],
      ['no_document', 'loadFieldfare() was called on a server. Call it in an effect or an event listener.'],
    ],
  },
  {
    id: 'sdk_loading',
    title: 'While a field loads',
    words:
      'Told by the event error, in detail. The SDK goes on trying where that can help, and at once when the network returns.',
    details: [
      [
        'frame_blocked',
        'A field did not load: the fields server cannot be reached, or the page’s Content-Security-Policy (frame-src) or an extension blocks it.',
      ],
      [
        'origin_mismatch',
        'The page’s origin is not among the merchant’s allowed origins, or the session was made for another one.',
      ],
      [
        'merchant_unknown',
        'The fields server does not know the session’s merchant. Do fieldsOrigin and API key belong to one installation?',
      ],
      [
        'version_unknown',
        'The page’s version of the SDK is not served: it was never released, or another server is being updated at this moment. It is asked for again.',
      ],
      [
        'version_too_old',
        'The page pins a version of the SDK whose protocol the payment server no longer speaks. Pin a newer one, with its hash.',
      ],
      [
        'session_unavailable',
        'Your session function failed; the message says how. It is asked again when a field needs it.',
      ],
      [
        'setup_refused',
        'A field refused what the page said about it: an unknown name or a forbidden value in appearance, messages, label or locale.',
      ],
    ],
  },
  {
    id: 'sdk_session',
    title: 'About the session',
    words:
      'Told by the event error. With a function as session the SDK fetches another token by itself where that can help.',
    details: [
      ['invalid_token', 'The token was not issued by this payment server, or for something else.'],
      ['token_expired', 'The token has run out before it was used. Fetch one when the checkout opens.'],
      [
        'token_used',
        'A token opens one session once. Pass a function, or ask POST /v1/sessions/{id}/token after a reload.',
      ],
      ['token_unknown_key', 'The token was signed by a key that is no more. Fetch another.'],
      ['session_already_hosted', 'Another page holds the session with this token. Fetch another token.'],
      [
        'host_unmounted',
        'The field that held the session was unmounted, and the page gave a token instead of a function to fetch the next.',
      ],
      ['merchant_mismatch', 'The token belongs to another merchant than the fields.'],
      ['key_revoked', 'The API key that made the session was revoked.'],
      ['merchant_disabled', 'The merchant cannot take payments at present.'],
      ['new_generation', 'The checkout was opened in another place, which now holds the session.'],
      ['expired', 'The session has expired. Create a new one.'],
      ['session_closed', 'The session has ended. Create a new one.'],
      ['origin_removed', 'The page’s origin was removed from the allowed origins while it was open.'],
      [
        'protocol_unsupported',
        'The page runs a version of the SDK that the payment server no longer speaks to. Reload it, or pin a newer one.',
      ],
    ],
  },
  {
    id: 'sdk_calls',
    title: 'As the result of a call',
    words:
      'In error.detail of what pay(), tokenize(), confirm() and cancel() answer. A decline’s detail is its decline code.',
    details: [
      ['fields_not_loaded', 'No field that can pay came to life within 20 seconds. Nothing was sent.'],
      ['field_missing', 'The page lacks a field that the method needs; the message names them.'],
      [
        'call_refused',
        'An option of the call has an unknown name or a forbidden value: look at billing, metadata and amountMinor. Nothing was sent.',
      ],
      ['aborted', 'The signal ended the call before anything was sent.'],
      ['unreachable', 'There was no connection for 45 seconds. Nothing was sent.'],
      [
        'unanswered',
        'The payment was sent and not answered: status is unknown. Do not pay again; the event status tells.',
      ],
      ['frame_gone', 'The field that pays was removed or moved before the outcome was known: status is unknown.'],
      ['field_silent', 'A field does not answer the one that pays. Reload the page.'],
      ['unexpected', 'Something failed on the page. Nothing was charged.'],
    ],
  },
] as const satisfies readonly PageErrors[];

/** A code that the SDK throws. */
export type MisuseCode = (typeof PAGE_ERRORS)[0]['details'][number][0];
/** A code that the SDK tells a page or answers. */
export type PageErrorDetail = (typeof PAGE_ERRORS)[number]['details'][number][0];
