/** The flags, the environment or the configuration file ask for something that is not allowed. The message is one line for people. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  /** Of the process that ends because of it. */
  readonly exitCode = 2;
}
