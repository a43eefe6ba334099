/** Something that a person has to change before Fieldfare can start. The message is one line that says what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
  /** What a program printed before it failed, for a cause that nobody foresaw. */
  readonly output: string;

  constructor(message: string, output = '') {
    super(message);
    this.output = output;
  }
}
