import { ConsoleAuth, FieldfareError, PROTOCOL_VERSION } from '@fieldfare/protocol';
import type { ConsoleClaims } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';
import { assertProtocol } from '../net/assert-protocol.ts';

export interface ConsoleIdentity {
  claims: ConsoleClaims;
  /** Grows with every change to what the person may do. */
  membershipsVersion: number;
}

/** Verifies a console token and that nobody has ended its session since it was issued. */
export async function verifyConsoleToken(deps: Deps, token: string): Promise<ConsoleIdentity> {
  const claims = await deps.tokens.verify('console', token);
  const state = (await deps.consoleAuth.sessionStates([claims.sid])).get(claims.sid);
  if (!state?.isActive || state.membershipsVersion === null) throw sessionEnded();
  return { claims, membershipsVersion: state.membershipsVersion };
}

/** Reads a console handshake. */
export async function authenticateConsole(deps: Deps, auth: unknown): Promise<ConsoleIdentity> {
  assertProtocol(auth, PROTOCOL_VERSION);
  const parsed = ConsoleAuth.safeParse(auth);
  if (parsed.success) return verifyConsoleToken(deps, parsed.data.token);
  throw new FieldfareError('authentication_error', {
    detail: 'auth_required',
    message: 'Connect with auth.token, the console token of POST /v1/console/sign_in.',
  });
}

export function sessionEnded(): FieldfareError {
  return new FieldfareError('authentication_error', {
    detail: 'session_ended',
    message: 'Your session has ended. Sign in again.',
  });
}
