/** PetLog cannot start here: something outside of it is in the way. The message is one line for people that says what to do. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
  /** Of the process that ends because of it. */
  readonly exitCode = 1;
}
