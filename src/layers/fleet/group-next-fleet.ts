import {
  type FleetGrouping,
  type FleetImage,
  type FleetOptions,
  groupFleet,
} from './group-fleet.ts';

/**
 * Groups a fleet whose earlier layers are in the registry still, so that each image can share what any
 * of them had: an image that comes to a store path later than another finds its layers there.
 *
 * @param images with distinct names
 * @throws InputError when two closures differ in the size or references of a store path
 */
export function groupNextFleet(
  images: readonly FleetImage[],
  { fixed = [], ...options }: FleetOptions = {},
): FleetGrouping {
  const earlier = images.flatMap(({ previous }) => (previous === undefined ? [] : [previous]));
  return groupFleet(images, { ...options, fixed: [...fixed, ...earlier] });
}
