import { isByteCount } from '../closure/entry-table.ts';
import { BUILD_LENGTH } from '../closure/store-path.ts';
import { decodeText } from '../input/decode-text.ts';
import { type FindingList, findingList, InputError } from '../input/input-error.ts';
import { jsonPlace } from '../input/json-place.ts';
import { parseJson } from '../input/parse-json.ts';
import { showValue } from '../input/show-value.ts';
import type { PopularityData } from './popularity-data.ts';
import { plainPopularity, popularityOfBuilds, UNKNOWN_BUILD } from './popularity-data.ts';

const ADVICE =
  'a popularity file is what group-layers popularity writes, or JSON like {"glibc": 28, "openssl-3.0.14": 3}';

const COUNT = 'a whole number from 0 to 2^53 - 1';

const BUILD = new RegExp(`^(?:[0-9a-z]{${BUILD_LENGTH}}|${UNKNOWN_BUILD})$`);

/** A JSON object, its values not checked. */
type Unchecked = Readonly<Record<string, unknown>>;

/**
 * Reads a popularity file, in one of two forms:
 * - `{"images": 30, "counts": {"bash": {"rbyz4sfn": 26, "0a1b2c3d": 2}, "glibc-bin": 4}}`: how many
 *   images were counted, and by name with output how many of them hold each build, or a plain
 *   number. This form is where `counts` is an object; in the other it could only be a number.
 * - Nixery's, `{"name or name-version": count}`. Its largest count is taken for all images.
 *
 * @param input the whole file, as text or as its UTF-8 bytes
 * @throws InputError when the text is no JSON object, a count is no whole number from 0 to 2^53 − 1
 *   or more than all images, or a build is not the first characters of a digest
 */
export function parsePopularity(input: string | Uint8Array): PopularityData {
  const value = parseJson(decodeText(input, ADVICE), ADVICE);
  if (!isObject(value)) {
    const expected = 'an object, names to counts';
    throw new InputError([{ place: '', found: showValue(value), expected }], ADVICE);
  }
  const { images, counts } = value;
  return isObject(counts) ? readBuilds(images, counts) : readPlain(value);
}

function isObject(value: unknown): value is Unchecked {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readPlain(counts: Unchecked): PopularityData {
  const findings = findingList();
  const read = readCounts(counts, Number.POSITIVE_INFINITY, findings, showValue);
  findings.refuse(ADVICE);
  return plainPopularity(read);
}

function readBuilds(images: unknown, counts: Unchecked): PopularityData {
  const findings = findingList();
  const isSound = isCount(images, Number.POSITIVE_INFINITY, findings, () => 'images');
  const most = isSound ? images : Number.POSITIVE_INFINITY;
  const builds = new Map<string, ReadonlyMap<string, number>>();
  for (const key of Object.keys(counts)) {
    const held = counts[key];
    const place = (build: string) => jsonPlace(['counts', key, build]);
    if (isObject(held)) {
      builds.set(key, readCounts(held, most, findings, place, BUILD));
    } else if (isCount(held, most, findings, () => jsonPlace(['counts', key]))) {
      builds.set(key, new Map([[UNKNOWN_BUILD, held]]));
    }
  }
  findings.refuse(ADVICE);
  return popularityOfBuilds(most, builds);
}

/** Reads an object of counts of at most `most` images, whose keys match `keys`. */
function readCounts(
  held: Unchecked,
  most: number,
  findings: FindingList,
  place: (key: string) => string,
  keys?: RegExp,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of Object.keys(held)) {
    if (findings.isFull()) {
      break;
    }
    if (keys !== undefined && !keys.test(key)) {
      const expected = `the first ${BUILD_LENGTH} characters of a digest`;
      findings.add(() => ({ place: place(key), found: showValue(key), expected }));
    }
    const count = held[key];
    if (isCount(count, most, findings, () => place(key))) {
      counts.set(key, count);
    }
  }
  return counts;
}

/** Whether a value is a count of at most `most` images; adds a finding otherwise. */
function isCount(
  found: unknown,
  most: number,
  findings: FindingList,
  place: () => string,
): found is number {
  const expected = isByteCount(found) ? `at most ${most}, the number of images` : COUNT;
  const isSound = isByteCount(found) && found <= most;
  if (!isSound) {
    findings.add(() => ({ place: place(), found: showValue(found), expected }));
  }
  return isSound;
}
