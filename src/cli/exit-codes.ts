/** The exit codes. */
export const EXIT = {
  done: 0,
  gateFailed: 1,
  usage: 2,
  refused: 3,
  notWritten: 4,
  bug: 70,
} as const;
