import { constants } from 'node:buffer';
import { fstatSync, readFileSync, readSync } from 'node:fs';

/** Bytes; Node.js reads less than 2 GiB at once. */
const MOST_AT_ONCE = 2 ** 30;

/**
 * Reads the rest of an open file, which may be as large as the largest buffer.
 *
 * @param mostAtOnce bytes to read at once
 * @throws Error when it cannot be read or is larger
 */
export function readDescriptor(descriptor: number, mostAtOnce = MOST_AT_ONCE): Uint8Array {
  const { size } = fstatSync(descriptor);
  // 0 unless it is a regular file
  if (size <= mostAtOnce) {
    return readFileSync(descriptor);
  }
  refuseTooLarge(size);
  const bytes = Buffer.allocUnsafe(size);
  let filled = 0;
  let read: number;
  do {
    read = readSync(descriptor, bytes, filled, Math.min(mostAtOnce, size - filled), null);
    filled += read;
  } while (read > 0 && filled < size);
  return bytes.subarray(0, filled);
}

/** @throws Error when a size in bytes is over that of the largest buffer */
export function refuseTooLarge(size: number): void {
  if (size > constants.MAX_LENGTH) {
    throw new Error(`${size} bytes, more than the ${constants.MAX_LENGTH} that Node.js can hold`);
  }
}
