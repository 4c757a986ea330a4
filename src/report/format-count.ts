/** A count for people: to a tenth where it is not whole, `12.3`. */
export function formatCount(count: number): string {
  return Number.isInteger(count) ? String(count) : count.toFixed(1);
}
