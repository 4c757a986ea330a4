import type pc from 'picocolors';

/** Functions that colour text for a terminal, or return it unchanged. */
export type Colors = ReturnType<typeof pc.createColors>;
