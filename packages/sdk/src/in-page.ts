// What the testkit's offline mode shares with the SDK, so that both tell a page the same.
export { checkOptions } from './check-options.ts';
export { FIELD_EVENTS, GROUP_EVENTS } from './event-names.ts';
export { Emitter } from './emitter.ts';
export { messagesFor } from './messages.ts';
export { methodOf, TRANSACTING } from './methods.ts';
