/** One run of something that is kept running. */
export interface Running {
  /** Settles, with the reason in a few words, when it has ended. */
  readonly exited: Promise<string>;
  /**
   * Resolves when it serves.
   *
   * @throws {StartError} when it ends before, or takes too long
   */
  waitUntilReady(): Promise<void>;
  /** Asks it to end, and ends it when it has not within the time. */
  stop(graceMs: number): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

/** Something to keep running. */
export interface Unit {
  /** What people call it, in the middle of a sentence. */
  readonly title: string;
  readonly logFile: string;
  /** The others stand on it, so it ends last. */
  readonly isFoundation: boolean;
  start(): Promise<Running>;
}
