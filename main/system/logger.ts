/** What PetLog's parts need of a logger; pino's loggers are such. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The same log, with these fields in each line. */
export const loggerWith = (logger: Logger, fields: object): Logger => ({
  debug: (more, message) => logger.debug({ ...fields, ...more }, message),
  info: (more, message) => logger.info({ ...fields, ...more }, message),
  warn: (more, message) => logger.warn({ ...fields, ...more }, message),
  error: (more, message) => logger.error({ ...fields, ...more }, message),
});

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
