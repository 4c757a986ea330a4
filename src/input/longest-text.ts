/** Code units that are sure to fit in a string, and two brackets with them: V8 takes 2^29 − 24. */
export const LONGEST_TEXT = 2 ** 29 - 26;
