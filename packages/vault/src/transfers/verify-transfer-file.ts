import { createPublicKey } from 'node:crypto';
import { verifyJws } from '../jose/verify-jws.ts';
import { jwkThumbprint } from '../primitives/jwk-thumbprint.ts';
import type { Transfer } from './ports.ts';
import { transferError } from './transfer-error.ts';
import {
  createLinesHash,
  sha256,
  TRANSFER_TYPES,
  TrailerClaims,
  TransferHeader,
  TransferTrailer,
} from './transfer-file.ts';

/**
 * Reads a whole file of cards and decrypts none: whether it is sealed to this import's key, signed by the key that the second person was
 * told, and complete. Answers the SHA-256 of every card's line, so that who reads it again can tell that it is the same; throws `conflict`
 * with the reason.
 */
export async function verifyTransferFile(transfer: Transfer, lines: AsyncIterable<string>): Promise<Buffer[]> {
  const hash = createLinesHash();
  let header: TransferHeader | null = null;
  let trailer: string | null = null;
  const cards: Buffer[] = [];
  for await (const line of lines) {
    if (trailer !== null) throw damaged('something follows its end');
    if (header === null) header = readHeader(transfer, line);
    else if (line.startsWith('{')) trailer = readTrailer(line);
    else cards.push(sha256(line));
    if (trailer === null) hash.add(line);
  }
  if (header === null) throw damaged('it is empty');
  if (trailer === null) throw damaged('it was cut short: its end is missing');
  const claims = await verifyTrailer(trailer, header);
  if (claims.export !== header.export || claims.recipient !== header.recipient || claims.count !== cards.length)
    throw damaged('its end belongs to another file');
  if (claims.sha256 !== hash.end()) throw damaged('its lines were changed');
  return cards;
}

function readHeader(transfer: Transfer, line: string): TransferHeader {
  const header = parse(line, TransferHeader.safeParse.bind(TransferHeader));
  if (!header) throw damaged('it does not begin as a file of cards, or a newer version wrote it');
  if (header.recipient !== jwkThumbprint(transfer.ownPublic))
    throw transferError('wrong_recipient', 'The file is sealed to the key of another import.');
  if (jwkThumbprint(header.signing_key) !== transfer.peerThumbprint)
    throw transferError(
      'thumbprint_mismatch',
      'The file is signed by another key than the one whose thumbprint was approved. Do not trust it; find out who made it.',
    );
  return header;
}

function readTrailer(line: string): string {
  const trailer = parse(line, TransferTrailer.safeParse.bind(TransferTrailer));
  if (!trailer) throw damaged('its end cannot be read');
  return trailer.trailer;
}

async function verifyTrailer(trailer: string, header: TransferHeader): Promise<TrailerClaims> {
  const key = createPublicKey({ key: header.signing_key, format: 'jwk' });
  const verified = await verifyJws(trailer, key).catch(() => null);
  const claims =
    verified?.header.typ === TRANSFER_TYPES.trailer
      ? parse(verified.payload.toString('utf8'), TrailerClaims.safeParse.bind(TrailerClaims))
      : null;
  if (!claims) throw damaged('its signature does not hold');
  return claims;
}

function parse<T>(text: string, check: (value: unknown) => { success: boolean; data?: T }): T | null {
  try {
    return check(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function damaged(reason: string) {
  return transferError('transfer_file_invalid', `The file is refused, and nothing was imported: ${reason}.`);
}
