import type { ConsoleHandler } from '../console-handler.ts';

/** `ping`: says that the server is there. */
export const ping: ConsoleHandler<'ping'> = async () => ({ type: 'pong' });
