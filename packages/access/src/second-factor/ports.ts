/** Whose second factor changes, in which request. */
export interface SecondFactorNote {
  userId: string;
  at: Date;
  requestId: string;
}

export interface NewSecondFactor extends SecondFactorNote {
  /** What must still wait to be confirmed. */
  secretId: string;
  /** The time step whose code confirmed it: that code is spent. */
  step: number;
  recoveryHashes: Buffer[];
  /** The session that goes on; all others end. */
  keptSessionId: string;
}

/** A sign-in whose password was right and whose code is still to come. */
export interface SignInChallenge {
  id: string;
  userId: string;
  triesLeft: number;
  expiresAt: Date;
}

/** A wrong code of somebody whose password was right. */
export interface WrongCode {
  userId: string;
  ip: string;
  /** It was the last try of a sign-in. */
  isLast: boolean;
}

/** The second factors of people. Every change commits with its audit rows. */
export interface SecondFactorStore {
  /** Where the secret of somebody lies who has a second factor, or is setting one up. */
  secretIdOf(userId: string): Promise<string | null>;
  /** Puts a secret in the place of one that was never confirmed, and answers where that lay; `isOn` where there is a confirmed one. */
  begin(note: {
    userId: string;
    secretId: string;
    at: Date;
  }): Promise<{ isOn: boolean; formerSecretId: string | null }>;
  /**
   * From now on signing in asks for a code. Ends the other sessions and has the kept one get another refresh token. Answers the ids of the sessions
   * that it ended; null where another secret waits by now, or one was confirmed.
   */
  enable(factor: NewSecondFactor): Promise<string[] | null>;
  /** Takes the code of a time step, which is then spent, and those of earlier steps with it. False where it was before, whichever server asks. */
  takeStep(userId: string, step: number): Promise<boolean>;
  /** Spends a recovery code. False where there is none such any more. */
  spendRecoveryCode(hash: Buffer, note: SecondFactorNote): Promise<boolean>;
  countRecoveryCodes(userId: string): Promise<number>;
  /** False where there is no second factor by now. */
  replaceRecoveryCodes(hashes: Buffer[], note: SecondFactorNote): Promise<boolean>;
  /** From now on the password is enough. Answers where the secret lay; null where there was no second factor. */
  disable(note: SecondFactorNote): Promise<string | null>;
  /** False where the user has another password by now, or was disabled. */
  insertChallenge(challenge: SignInChallenge, passwordHash: string): Promise<boolean>;
  /** Takes one of a challenge's tries, before it is made. Null where none is left, or its time is over. */
  takeTry(id: string, now: Date): Promise<{ userId: string; triesLeft: number } | null>;
  /** Ends a challenge. False where it was over: of two who answer it at once, one comes in. */
  spendChallenge(id: string): Promise<boolean>;
}

/** Where the secrets of second factors lie, sealed: each opens for its owner alone. */
export interface SecondFactorSecrets {
  /** Answers the id that it is found by. */
  keep(userId: string, secret: string): Promise<string>;
  read(userId: string, id: string): Promise<string>;
  forget(id: string): Promise<void>;
}
