import { Command, InvalidArgumentError, Option } from 'commander';
import { FLEET_WEIGHTS } from '../../layers/cost/priors.ts';
import type { FleetWeights } from '../../layers/fleet/fleet-model.ts';
import { DEFAULTS } from '../../layers/group-options.ts';
import { addConfigOption, addGraphOptions, collect, colorOption, formOption } from '../options.ts';
import { parseCount, parseWeight } from '../parse-numbers.ts';

const EXAMPLES = `Examples:
  group-layers fleet web=web.2.json api=api.2.json --out-dir layers
  group-layers fleet images/ --budget 40 --budget a=60 --out-dir layers
  group-layers fleet images/ --previous layers --out-dir layers
`;

/** The values of `--budget`. */
export interface FleetBudgets {
  /** Of images that are not named. */
  readonly all?: number | undefined;
  readonly ofImages: ReadonlyMap<string, number>;
}

/** `group-layers fleet`: groups several images together. */
export function fleetCommand(): Command {
  const command = new Command('fleet')
    .description(
      'Group several images together, so that a registry stores and clients pull as little as possible.',
    )
    .argument(
      '<GRAPH...>',
      'NAME=GRAPH, for each image; the NAME is else that of the file up to its first dot; or a folder of graphs',
    )
    .addOption(
      new Option(
        '-b, --budget <N>',
        'most layers of an image; NAME=N of that image; may be repeated',
      )
        .argParser(addBudget)
        .default({ ofImages: new Map() }, String(DEFAULTS.budget)),
    )
    .option('-o, --out-dir <DIR>', 'where the groupings go, each as NAME.json')
    .option(
      '--previous <DIR>',
      'earlier groupings, each as NAME.json, whose layers stay where they need not change',
    )
    .option(
      '--fixed <NAME=FILE>',
      'the grouping of another image, to share its layers and not change them; may be repeated',
      collect,
    )
    .addOption(
      new Option(
        '--weights <LIST>',
        'what a byte counts that is stored, stored anew by an update, and pulled by a client',
      )
        .argParser(parseWeights)
        .default(FLEET_WEIGHTS, 'storage=1,updates=1,pulls=1'),
    )
    .addOption(formOption());
  return addConfigOption(addGraphOptions(command))
    .option('-q, --quiet', 'print errors only')
    .option('-v, --verbose', 'every decision, and what each image shares with each other')
    .option('--json', 'the answer as one JSON object')
    .option('--dry-run', 'look, and write no file')
    .addOption(colorOption())
    .addHelpText('before', EXAMPLES);
}

/** Adds `N` or `NAME=N`. */
function addBudget(text: string, budgets: FleetBudgets): FleetBudgets {
  const [, name, count] = /^(?:(.*)=)?(.*)$/s.exec(text)!;
  const budget = parseCount(1)(count!);
  return name === undefined
    ? { ...budgets, all: budget }
    : { ...budgets, ofImages: new Map([...budgets.ofImages, [name, budget]]) };
}

/** Parses weights such as `storage=1,pulls=0.5`; those that are left out stay. */
function parseWeights(text: string): FleetWeights {
  const weights: Record<string, number> = { ...FLEET_WEIGHTS };
  for (const part of text.split(',')) {
    const [, name, number] = /^(.*)=(.*)$/s.exec(part) ?? [];
    if (name === undefined || !Object.hasOwn(weights, name)) {
      throw new InvalidArgumentError('expected weights such as storage=1,updates=1,pulls=0.5');
    }
    weights[name] = parseWeight(number!);
  }
  if (Object.values(weights).every((weight) => weight === 0)) {
    throw new InvalidArgumentError('expected a weight above 0');
  }
  return weights as unknown as FleetWeights;
}
