import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import { groupFleet } from '../../src/layers/fleet/group-fleet.ts';
import { prepareGrouping } from '../../src/layers/group-layers.ts';
import type { GroupOptions } from '../../src/layers/group-options.ts';
import type { PreparedGrouping } from '../../src/layers/grouping.ts';
import { parsePopularity } from '../../src/layers/parse-popularity.ts';
import { parsePrevious } from '../../src/layers/previous/parse-previous.ts';
import { STRATEGY_NAMES, type StrategyName } from '../../src/layers/strategy-names.ts';
import { namesJson, pathsJson } from '../../src/report/grouping-json.ts';
import { partition } from './partition.ts';
import { type SeededInput, seededInputs } from './seeded-closures.ts';

/** Where the committed groupings are, from the top of the repository. */
export const PINNED_FILE = 'fixtures/expected/groupings.txt';

const BUDGETS = [1, 7, 24, 94];
const OVERHEAD = 1_000_000;
const HASH_LENGTH = 12;

/** What is pinned of a fleet, and the name that stands for its images. */
export const FLEETS = ['first', 'v2', 'libssl3'] as const;
export const FLEET_INPUT = 'all images';
type PinnedFleet = (typeof FLEETS)[number];
const FLEET_IMAGES = ['api', 'cache', 'db', 'git', 'jvm', 'web'];
const FLEET_BUDGETS = [8, 24];
const SEVERAL_GRAPHS = ['other-store-dir.attrs.json', 'two.attrs.json'];

/** The lines of all inputs. */
export function pinnedGroupings(): Map<string, string> {
  return new Map([
    ...pinnedInputs().flatMap((input) => [...groupingsOf(input)]),
    ...FLEETS.map((fleet) => [`${FLEET_INPUT} | fleet | ${fleet}`, fleetHashes(fleet)] as const),
  ]);
}

/**
 * A hash of a fleet of the images of fixtures/ at each budget: grouped for the first time, or after an update, when
 * each image has an earlier grouping, but one that is new.
 */
export function fleetHashes(fleet: PinnedFleet): string {
  return FLEET_BUDGETS.map((budget) => {
    const images = FLEET_IMAGES.map((name, at) => ({
      ...{ name, budget: budget + at },
      closure: parseClosure(read(`${name}.attrs.json`)),
    }));
    const first = groupFleet(images).images;
    const updated = images.map((image, at) => {
      const file = `after-update/${image.name}.${fleet}.attrs.json`;
      const closure = existsSync(`fixtures/${file}`) ? parseClosure(read(file)) : image.closure;
      const earlier = parsePrevious(namesJson(first[at]!.grouping));
      return {
        ...image,
        closure,
        budget: image.budget + 3,
        previous: at === 1 ? undefined : earlier,
      };
    });
    const grouped = fleet === 'first' ? first : groupFleet(updated).images;
    const texts = grouped.map(({ name, grouping }) => `${name} ${pathsJson(grouping)}`);
    return `${budget}:${hashOfText(texts.join('\n'))}`;
  }).join(' ');
}

/**
 * One line for each strategy and choice of options, `input | strategy | options`, with a hash of the
 * grouping at each budget.
 *
 * The hash is of the sorted store paths of each layer: for `expected-pull` in the order of the layers,
 * for the strategies of other programs in the order of their texts, since their layers are put in order by
 * our model, which may change when they may not.
 */
export function groupingsOf(input: SeededInput): Map<string, string> {
  const lines = new Map<string, string>();
  const closure = parseClosure(input.closure);
  const popularity = parsePopularity(input.popularity);
  const variants: Record<string, GroupOptions> = {
    plain: {},
    data: { popularity },
    overhead: { layerOverhead: OVERHEAD },
    'data, overhead': { popularity, layerOverhead: OVERHEAD },
  };
  for (const [variant, options] of Object.entries(variants)) {
    const prepared = prepareGrouping(closure, options);
    for (const strategy of STRATEGY_NAMES) {
      if (strategy === 'expected-pull' || options.layerOverhead === undefined) {
        const hashes = BUDGETS.map((budget) => `${budget}:${hashOf(prepared, budget, strategy)}`);
        lines.set(`${input.name} | ${strategy} | ${variant}`, hashes.join(' '));
      }
    }
  }
  return lines;
}

/** The lines of a file of pinned groupings. */
export function parsePinned(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => line.split(' = ') as [string, string]));
}

/** The text of the file. */
export function pinnedText(lines: ReadonlyMap<string, string>): string {
  return [...lines].map(([key, hashes]) => `${key} = ${hashes}\n`).join('');
}

/** Every graph of fixtures/ that has sizes and needs no choice, and the seeded ones. */
export function pinnedInputs(): SeededInput[] {
  const popularity = read('expected/popularity.json');
  const folders = ['.', 'after-update', 'expected', 'published', 'shapes'];
  const files = folders.flatMap((folder) =>
    readdirSync(`fixtures/${folder}`)
      .filter((file) => /(\.attrs|^closure-graph|-pathinfo)\.json$/.test(file))
      .filter((file) => !SEVERAL_GRAPHS.includes(file))
      .sort()
      .map((file) => `${folder}/${file}`),
  );
  return [
    ...files.map((file) => ({
      name: file.replace('./', ''),
      closure: read(file),
      popularity: file.includes('worked-example')
        ? read('worked-example.popularity.json')
        : popularity,
    })),
    ...seededInputs(),
  ];
}

function hashOf({ closure, at }: PreparedGrouping, budget: number, strategy: StrategyName): string {
  const { layers } = at(budget, strategy);
  const inOrder = layers.flatMap((layer) => partition([layer], closure.storePaths));
  const texts = strategy === 'expected-pull' ? inOrder : inOrder.sort();
  return hashOfText(texts.join('\n'));
}

function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);
}

function read(file: string): string {
  return readFileSync(`fixtures/${file}`, 'utf8');
}
