import { InvalidArgumentError } from 'commander';
import { layerOverheadOf, OVERHEAD_FORMS } from '../layers/budget-presets.ts';

const UNITS = new Map([
  ['', 1],
  ['B', 1],
  ['kB', 1e3],
  ['MB', 1e6],
  ['GB', 1e9],
  ['KiB', 1024],
  ['MiB', 1024 ** 2],
  ['GiB', 1024 ** 3],
]);

/**
 * Parses SIZE: bytes, or a number with kB, MB, GB (powers of 1000), KiB, MiB or GiB.
 *
 * @throws InvalidArgumentError when it is something else
 */
export function parseSize(text: string): number {
  const [, digits, unit] = /^([0-9]+(?:\.[0-9]+)?)(?: ?([A-Za-z]+))?$/.exec(text) ?? [];
  const factor = UNITS.get(unit ?? '');
  const exact = Number(digits) * (factor ?? Number.NaN);
  const bytes = Math.round(exact);
  if (!Number.isSafeInteger(bytes) || (factor === 1 && bytes !== exact)) {
    throw new InvalidArgumentError('expected bytes, or a number with kB, MB, GB, KiB, MiB or GiB');
  }
  return bytes;
}

/**
 * Parses what a layer is worth: a SIZE, or whatever `layerOverheadOf` reads.
 *
 * @throws InvalidArgumentError when it is something else
 */
export function parseOverhead(text: string): number {
  const bytes = layerOverheadOf(text);
  if (bytes === undefined && !/^[0-9.]+ ?(?:[kMG]i?)?B?$/.test(text)) {
    throw new InvalidArgumentError(
      `expected bytes, or a number with kB, MB, GB, KiB, MiB or GiB, ${OVERHEAD_FORMS}`,
    );
  }
  return bytes ?? parseSize(text);
}

/** Makes a parser of whole numbers of at least `least`; it throws InvalidArgumentError. */
export function parseCount(least: number): (text: string) => number {
  return (text) => {
    const count = /^[0-9]+$/.test(text) ? Number(text) : Number.NaN;
    if (!Number.isSafeInteger(count) || count < least) {
      throw new InvalidArgumentError(`expected a whole number of ${least} or more`);
    }
    return count;
  };
}

/**
 * Parses a number of 0 or more, such as 0.5.
 *
 * @throws InvalidArgumentError when it is something else
 */
export function parseWeight(text: string): number {
  if (!/^[0-9]{1,6}(?:\.[0-9]{1,6})?$/.test(text)) {
    throw new InvalidArgumentError('expected a number of 0 or more, such as 0.5');
  }
  return Number(text);
}

/**
 * Parses a part of a whole such as 0.01 or 1%, or `never` for Infinity.
 *
 * @throws InvalidArgumentError when it is something else
 */
export function parseMargin(text: string): number {
  const [, number, percent] = /^([0-9]{1,6}(?:\.[0-9]{1,6})?)(%?)$/.exec(text) ?? [];
  if (number === undefined && text !== 'never') {
    throw new InvalidArgumentError('expected a part such as 0.01 or 1%, or never');
  }
  return number === undefined ? Number.POSITIVE_INFINITY : Number(number) / (percent ? 100 : 1);
}

/**
 * Parses a percentage such as `5`, `2.5` or `5 %`.
 *
 * @returns a fraction
 * @throws InvalidArgumentError when it is something else
 */
export function parsePercent(text: string): number {
  const [, digits] = /^([0-9]{1,6}(?:\.[0-9]{1,6})?) ?%?$/.exec(text) ?? [];
  if (digits === undefined) {
    throw new InvalidArgumentError('expected a percentage such as 5 or 2.5');
  }
  return Number(digits) / 100;
}
