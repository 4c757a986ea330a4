/** Up to this budget most happens; the axis gives a budget beyond it a quarter of the room. */
const STRETCHED = 32;
const ROOM_BEYOND = 0.25;

/** The place of a budget on the axis of charts, in units of one budget up to 32. */
export function stretched(budget: number): number {
  return Math.min(budget, STRETCHED) + Math.max(0, budget - STRETCHED) * ROOM_BEYOND;
}
