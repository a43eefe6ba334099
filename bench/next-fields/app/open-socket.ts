/** The host's socket. Its client is fetched when it is wanted, so that no field waits for it to be shown. */
export async function openSocket(paymentsOrigin: string, ptToken: string): Promise<void> {
  const { io } = await import('socket.io-client');
  const socket = io(`${paymentsOrigin}/fields`, {
    path: '/ws',
    transports: ['websocket'],
    auth: { protocol: 1, pt_token: ptToken },
    reconnection: false,
  });
  socket.on('connection_established', () => document.documentElement.toggleAttribute('data-connected', true));
}
