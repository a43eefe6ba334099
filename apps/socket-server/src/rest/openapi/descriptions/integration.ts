import type { OperationDescriptions } from './operation-description.ts';

/** What a merchant's developers set up: events, webhooks, keys, processors, the profile. */
export const INTEGRATION_DESCRIPTIONS: OperationDescriptions = {
  'GET /v1/events': {
    permission: 'events:read',
    text: 'Everything that webhooks tell, kept for thirty days. Filter by a type or a family (`payment.*`), by the object (`related`) or by time; with `after_sequence` they come in the order of their recording, without a gap, so that nothing is missed however long you were away.',
  },
  'GET /v1/events/{id}': {
    permission: 'events:read',
    text: 'The event with its object as REST showed it at that version.',
  },
  'POST /v1/events/{id}/redeliver': {
    permission: 'webhooks:write',
    text: 'Sends it once more, under the same `webhook-id`, to one endpoint or to all that hear of it.',
  },
  'POST /v1/events/redeliver': {
    permission: 'webhooks:write',
    text: 'For an endpoint that was away: sends it what it never accepted of a time, or everything with `only_undelivered: false`. The answer counts the deliveries. Where `has_more` is true, repeat it from `next_from`.',
  },
  'GET /v1/webhook_endpoints': {
    permission: 'webhooks:read',
    text: 'Where events of this mode are sent to. Signing secrets are not shown.',
  },
  'POST /v1/webhook_endpoints': {
    permission: 'webhooks:write',
    text: 'From now on what fits `event_types` is sent there, signed by Standard Webhooks with `secret`, which this answer alone holds. In production the URL must be https and lead to the public internet. At most 16 in each mode.',
  },
  'GET /v1/webhook_endpoints/{id}': {
    permission: 'webhooks:read',
    text: 'What it hears, whether it is enabled, since when it fails, and until when the secret before signs too.',
  },
  'POST /v1/webhook_endpoints/{id}': {
    permission: 'webhooks:write',
    text: 'What is left out stays. Disabling takes back what still waits; after enabling, redeliver the range that it missed.',
  },
  'DELETE /v1/webhook_endpoints/{id}': {
    permission: 'webhooks:write',
    text: 'It hears of nothing any more, and its log and secrets are gone. Cannot be taken back.',
  },
  'POST /v1/webhook_endpoints/{id}/rotate_secret': {
    permission: 'webhooks:write',
    text: 'The answer holds the new secret, this once. For `overlap_seconds` (a day unless told, 0 for none) every delivery is signed with both, so that no receiver misses one.',
  },
  'POST /v1/webhook_endpoints/{id}/test': {
    permission: 'webhooks:write',
    text: 'Sends `webhook_endpoint.test` to this endpoint alone. Look at its deliveries to see what came back.',
  },
  'GET /v1/webhook_endpoints/{id}/deliveries': {
    permission: 'webhooks:read',
    text: 'What was sent, what waits and what failed, with the number of attempts and the time of the next one.',
  },
  'GET /v1/webhook_endpoints/{id}/deliveries/{delivery}/attempts': {
    permission: 'webhooks:read',
    text: 'Each attempt with its status or why nothing came back, how long it took, and the first kilobyte of the answer. Headers are not kept.',
  },
  'GET /v1/api_keys': {
    permission: 'api_keys:read',
    text: 'Keys of this mode with their scopes, where they may be used from, and when each was last used. Never the key itself.',
  },
  'POST /v1/api_keys': {
    permission: 'api_keys:write',
    text: 'The answer holds `secret` this once; only its hash is stored. Give it the scopes that it needs, an end, and the addresses that it is used from. Keys are made by people, never by keys.',
  },
  'POST /v1/api_keys/{id}': {
    permission: 'api_keys:write',
    text: 'Changes the name, the scopes or the addresses; what is left out stays. Holds within half a second. A key that was revoked or has expired cannot be changed.',
  },
  'POST /v1/api_keys/{id}/rotate': {
    permission: 'api_keys:write',
    text: 'Makes a successor with the same scopes and addresses, shown this once. Unless `expires_at` says otherwise it is given as long to live as the old key was, counted from now; null is for ever. The old key works for `overlap_seconds` more, so that servers can change over one by one.',
  },
  'POST /v1/api_keys/{id}/revoke': {
    permission: 'api_keys:write',
    text: 'The key works nowhere any more within a second, on open connections too. Cannot be taken back; doing it again changes nothing.',
  },
  'GET /v1/profile': {
    permission: 'profile:read',
    text: 'What may be paid with, for how much, in which currencies and from which pages; fees, descriptor, countries and the rules for approvals.',
  },
  'PATCH /v1/profile': {
    permission: 'profile:write',
    text: 'Holds for payments that begin from now on. `allowed_origins` are the pages that may embed the fields.',
  },
  'GET /v1/fonts': { permission: 'profile:read', text: 'Fonts that the card fields may be drawn in.' },
  'POST /v1/fonts': {
    permission: 'profile:write',
    text: 'A WOFF2 file as base64. It is checked and served from the fields’ own origin, so that no stranger learns who pays.',
  },
  'DELETE /v1/fonts/{id}': {
    permission: 'profile:write',
    text: 'Fields that name it fall back to the next of their list.',
  },
  'GET /v1/processor_accounts': {
    permission: 'processors:read',
    text: 'Which accounts authorize payments of this mode, in the order in which they are asked. Credentials are not shown.',
  },
  'POST /v1/processor_accounts': {
    permission: 'processors:write',
    text: 'Credentials are sealed in the vault and shown to nobody again. Rules say which payments the account takes; a payment goes to the next one only where the one before has certainly not charged.',
  },
  'POST /v1/processor_accounts/{id}': {
    permission: 'processors:write',
    text: 'What is left out stays. New credentials should be of the same account: payments that it took are captured and refunded there.',
  },
  'POST /v1/processor_accounts/{id}/test': {
    permission: 'processors:write',
    text: 'Asks the processor whether it takes these credentials. Nothing is charged.',
  },
  'POST /v1/processor_webhooks/{id}': {
    text: 'For processors alone: enter this address in their dashboard. The signature is checked with the account’s own secret, and what they say is a reason to look it up with them, never believed as it is.',
  },
};
