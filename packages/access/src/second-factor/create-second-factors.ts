import type { FieldfareError } from '@fieldfare/protocol';
import type { CredentialsCheck } from '../console/check-credentials.ts';
import { currentPasswordWrong } from '../console/console-auth-error.ts';
import type { SignInAttempt, SignInLimiters } from '../console/sign-in-attempts.ts';
import type { Clock, ConsoleUser, ConsoleUserStore } from '../ports.ts';
import { checkCode } from './check-code.ts';
import { countCode } from './count-code.ts';
import type { SecondFactorSecrets, SecondFactorStore, WrongCode } from './ports.ts';
import { newRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts';
import { codeWrong, firstCodeWrong, notBegun, secondFactorOff, secondFactorOn } from './second-factor-error.ts';
import { newTotpSecret, stepOfCode, totpUri } from './totp.ts';

export interface SecondFactorsDeps {
  users: Pick<ConsoleUserStore, 'findUserById'>;
  factors: SecondFactorStore;
  secrets: SecondFactorSecrets;
  clock: Clock;
  checkCredentials: CredentialsCheck;
  limiters: SignInLimiters;
  /** Hears of a wrong code. */
  onWrongCode: (code: WrongCode) => void;
  /** Hears of a session that goes on with other rights. */
  onOtherRights: (sessionId: string) => void;
  /** Hears which sessions ended. */
  onEnded: (sessionIds: readonly string[]) => void;
  /** What apps show above the codes. */
  issuer: string;
}

/** Who changes their second factor, by their present password and a code. */
export interface SecondFactorProof extends SignInAttempt {
  currentPassword: string;
  code: string;
  sessionId: string;
  requestId: string;
}

export interface SecondFactorStatus {
  enabledAt: Date | null;
  recoveryCodesLeft: number;
  /** The names of the merchants that ask for one. */
  requiredBy: string[];
}

export interface GivenRecoveryCodes {
  userId: string;
  /** To be shown once. */
  codes: string[];
  endedSessionIds: string[];
}

/** What people do with their own second factor once they are signed in. */
export interface SecondFactors {
  /** Null where there is no such person. */
  status(userId: string): Promise<SecondFactorStatus | null>;
  /** Makes a secret, which asks for nothing before `confirm`. Throws `second_factor_on`. */
  setUp(user: { userId: string; email: string }): Promise<{ secret: string; uri: string }>;
  /** From now on signing in asks for a code. Throws `current_password_wrong`, `code_wrong`, `second_factor_on` and `second_factor_not_begun`. */
  confirm(proof: SecondFactorProof): Promise<GivenRecoveryCodes>;
  /** New codes in the place of those that are left. Throws `current_password_wrong`, `code_wrong` and `second_factor_off`. */
  replaceRecoveryCodes(proof: SecondFactorProof): Promise<GivenRecoveryCodes>;
  /** From now on the password is enough. Answers whose it was; throws like `replaceRecoveryCodes`. */
  turnOff(proof: SecondFactorProof): Promise<string>;
}

export function createSecondFactors(deps: SecondFactorsDeps): SecondFactors {
  const { users, factors, secrets, clock } = deps;

  async function prove<T>(
    proof: SecondFactorProof,
    tryCode: (user: ConsoleUser) => Promise<T | null>,
    refusal: () => FieldfareError,
  ) {
    const user = await deps.checkCredentials({ ...proof, password: proof.currentPassword });
    if (!user) throw currentPasswordWrong();
    const proven = await countCode(deps.limiters, user, proof.ip, () => tryCode(user));
    if (proven !== null) return { user, proven };
    deps.onWrongCode({ userId: user.id, ip: proof.ip, isLast: false });
    throw refusal();
  }

  const proveHeld = (proof: SecondFactorProof) =>
    prove(
      proof,
      async ({ id, secondFactorAt }) => {
        if (secondFactorAt === null) throw secondFactorOff();
        return checkCode(deps, { userId: id, code: proof.code, requestId: proof.requestId });
      },
      codeWrong,
    );

  /** The secret that waits to be confirmed, and the time step of its code. */
  async function confirming({ id, secondFactorAt }: ConsoleUser, code: string) {
    if (secondFactorAt !== null) throw secondFactorOn();
    const secretId = await factors.secretIdOf(id);
    if (secretId === null) throw notBegun();
    const step = stepOfCode(await secrets.read(id, secretId), code.replaceAll(/\s/g, ''), clock.now());
    return step === null ? null : { secretId, step };
  }

  const newCodes = (userId: string) => {
    const codes = newRecoveryCodes();
    return { codes, hashes: codes.map((code) => recoveryCodeHash(userId, code)) };
  };

  return {
    status: async (userId) => {
      const user = await users.findUserById(userId);
      if (!user) return null;
      const asking = user.memberships.filter(({ requiresSecondFactor }) => requiresSecondFactor);
      return {
        enabledAt: user.secondFactorAt,
        recoveryCodesLeft: await factors.countRecoveryCodes(userId),
        requiredBy: asking.map(({ merchantName }) => merchantName),
      };
    },
    setUp: async ({ userId, email }) => {
      const secret = newTotpSecret();
      const secretId = await secrets.keep(userId, secret);
      const { isOn, formerSecretId } = await factors.begin({ userId, secretId, at: clock.now() });
      if (isOn) {
        await secrets.forget(secretId);
        throw secondFactorOn();
      }
      if (formerSecretId !== null) await secrets.forget(formerSecretId);
      return { secret, uri: totpUri(secret, { issuer: deps.issuer, account: email }) };
    },
    confirm: async (proof) => {
      const { user, proven } = await prove(proof, (owner) => confirming(owner, proof.code), firstCodeWrong);
      const { codes, hashes: recoveryHashes } = newCodes(user.id);
      const note = { userId: user.id, at: clock.now(), requestId: proof.requestId };
      const ended = await factors.enable({ ...note, ...proven, recoveryHashes, keptSessionId: proof.sessionId });
      if (!ended) throw notBegun();
      deps.onEnded(ended);
      // Whoever had to set one up may do everything else from now on, and not when a server next looks.
      deps.onOtherRights(proof.sessionId);

      return { userId: user.id, codes, endedSessionIds: ended };
    },
    replaceRecoveryCodes: async (proof) => {
      const { user } = await proveHeld(proof);
      const { codes, hashes } = newCodes(user.id);
      const note = { userId: user.id, at: clock.now(), requestId: proof.requestId };
      if (!(await factors.replaceRecoveryCodes(hashes, note))) throw secondFactorOff();
      return { userId: user.id, codes, endedSessionIds: [] };
    },
    turnOff: async (proof) => {
      const { user } = await proveHeld(proof);
      const secretId = await factors.disable({ userId: user.id, at: clock.now(), requestId: proof.requestId });
      if (secretId === null) throw secondFactorOff();
      await secrets.forget(secretId);
      return user.id;
    },
  };
}
