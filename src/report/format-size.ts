const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** Bytes for people, with three significant digits and an IEC unit: `12.3 MiB`. */
export function formatSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // a rounded 1024 would belong to the next unit
  while (value >= 1023.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  const decimals = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(decimals)} ${UNITS[unit]}`;
}

/** A part of a whole for people: `12.3 %`; empty if the whole is 0. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)} %`;
}

/** What stands behind bytes whose floor is known: `, floor 12.3 MiB (× 1.012)`; empty if it is not. */
export function floorText(bytes: number, floor: number | undefined): string {
  if (floor === undefined) {
    return '';
  }
  const times = floor === 0 ? '' : ` (× ${(bytes / floor).toFixed(3)})`;
  return `, floor ${formatSize(floor)}${times}`;
}
