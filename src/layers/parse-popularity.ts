import * as z from 'zod/mini';
import { decodeText } from '../input/decode-text.ts';
import { type Finding, InputError } from '../input/input-error.ts';
import { jsonPlace } from '../input/json-place.ts';
import { parseJson } from '../input/parse-json.ts';
import { showValue } from '../input/show-value.ts';
import type { PopularityData } from './popularity-data.ts';
import {
  BUILD_LENGTH,
  plainPopularity,
  popularityOfBuilds,
  UNKNOWN_BUILD,
} from './popularity-data.ts';

const ADVICE =
  'a popularity file is what group-layers popularity writes, or JSON like {"glibc": 28, "openssl-3.0.14": 3}';

const COUNT = 'a whole number from 0 to 2^53 - 1';

const countSchema = z.int().check(z.gte(0));
const buildSchema = z.union([
  z.string().check(z.regex(new RegExp(`^[0-9a-z]{${BUILD_LENGTH}}$`))),
  z.literal(UNKNOWN_BUILD),
]);

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

// entries throughout, since zod's record would leave out a key named __proto__

function readPlain(counts: Unchecked): PopularityData {
  const entries = Object.entries(counts);
  refuse(entries.flatMap(([name, found]) => checkCount(JSON.stringify(name), found)));
  return plainPopularity(new Map(entries as [string, number][]));
}

function readBuilds(images: unknown, counts: Unchecked): PopularityData {
  const most = countSchema.safeParse(images).data ?? Number.POSITIVE_INFINITY;
  const findings = [...checkCount('images', images)];
  const builds = Object.entries(counts).map(([key, held]) => {
    if (!isObject(held)) {
      findings.push(...checkCount(jsonPlace(['counts', key]), held, most));
      return [key, new Map([[UNKNOWN_BUILD, held as number]])] as const;
    }
    const entries = Object.entries(held);
    for (const [build, found] of entries) {
      const place = jsonPlace(['counts', key, build]);
      findings.push(...checkBuild(place, build), ...checkCount(place, found, most));
    }
    return [key, new Map(entries as [string, number][])] as const;
  });
  refuse(findings);
  return popularityOfBuilds(images as number, new Map(builds));
}

function checkCount(place: string, found: unknown, most = Number.POSITIVE_INFINITY): Finding[] {
  const { success, data } = countSchema.safeParse(found);
  if (!success) {
    return [{ place, found: showValue(found), expected: COUNT }];
  }
  const expected = `at most ${most}, the number of images`;
  return data > most ? [{ place, found: showValue(found), expected }] : [];
}

function checkBuild(place: string, found: string): Finding[] {
  const expected = `the first ${BUILD_LENGTH} characters of a digest`;
  return buildSchema.safeParse(found).success ? [] : [{ place, found: showValue(found), expected }];
}

function refuse(findings: readonly Finding[]): void {
  if (findings.length > 0) {
    throw new InputError(findings, ADVICE);
  }
}
