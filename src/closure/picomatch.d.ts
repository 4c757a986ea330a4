// The entry that does not look at the platform; picomatch has no types of its own.
declare module 'picomatch/posix.js' {
  interface Options {
    readonly dot?: boolean;
    readonly nonegate?: boolean;
    readonly noextglob?: boolean;
  }

  /** @throws when a glob is empty or has more than 65 536 characters */
  function picomatch(globs: string[], options: Options): (text: string) => boolean;
  export = picomatch;
}
