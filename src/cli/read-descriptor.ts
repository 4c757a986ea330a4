import { constants } from 'node:buffer';
import { fstatSync, readFileSync, readSync } from 'node:fs';

/** Bytes; Node reads fewer than 2 GiB at once. */
const MOST_AT_ONCE = 2 ** 30;

/**
 * What is left to read of an open file, which may have as many bytes as a buffer can hold.
 *
 * @throws Error when it cannot be read, or has more
 */
export function readDescriptor(descriptor: number, mostAtOnce = MOST_AT_ONCE): Uint8Array {
  const { size } = fstatSync(descriptor);
  // 0 of what is no regular file
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

/** @throws Error when there are more bytes than a buffer can hold */
export function refuseTooLarge(size: number): void {
  if (size > constants.MAX_LENGTH) {
    throw new Error(`${size} bytes, more than the ${constants.MAX_LENGTH} that Node.js can hold`);
  }
}
