/** Whether two lists hold the same numbers in the same order. */
export function isEqual(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  let at = 0;
  while (at < a.length && a[at] === b[at]) {
    at++;
  }
  return a.length === b.length && at === a.length;
}
