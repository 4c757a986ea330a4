import type pc from 'picocolors';

/** What colours text for a terminal, or leaves it as it is. */
export type Colors = ReturnType<typeof pc.createColors>;
