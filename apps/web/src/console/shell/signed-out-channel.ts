/** Where the tabs of one browser tell each other that the session is over. The socket says it too, when it is up. */
export const SIGNED_OUT_CHANNEL = 'fieldfare-signed-out';
