import { Decoder, Encoder, PacketType } from 'socket.io-parser';

const BINARY_EVENT = String(PacketType.BINARY_EVENT);
const BINARY_ACK = String(PacketType.BINARY_ACK);

/**
 * Socket.IO's own parser without its binary packets: the protocol has none, and a packet whose announced attachments never come would be held
 * in memory for as long as its connection lives. What is thrown here ends the connection.
 */
class TextDecoder extends Decoder {
  override add(packet: unknown): void {
    if (typeof packet !== 'string' || packet.startsWith(BINARY_EVENT) || packet.startsWith(BINARY_ACK)) {
      throw new Error('binary packets are no part of the protocol');
    }
    super.add(packet);
  }
}

/** What the server reads and writes packets with. */
export const textParser = { Encoder, Decoder: TextDecoder };
