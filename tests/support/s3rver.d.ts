/** What tests use of the npm package s3rver, which has no types of its own. */
declare module 's3rver' {
  export default class S3rver {
    constructor(options: {
      readonly address: string;
      readonly port: number;
      readonly directory: string;
      readonly silent: boolean;
      readonly resetOnClose: boolean;
      readonly configureBuckets: readonly { readonly name: string; readonly configs: readonly string[] }[];
    });
    readonly middleware: import('./unfinished-s3-uploads.ts').Middleware[];
    run(): Promise<{ readonly port: number }>;
    close(): Promise<void>;
  }
}
