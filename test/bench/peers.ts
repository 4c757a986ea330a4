/**
 * Whether the strategies that are those of other programs make the same layers as these programs, which
 * were recorded on 30 images at four budgets.
 *
 *   npm run bench -- peers [--shared FOLDER]
 *
 * FOLDER holds `corpus/bookworm.tar.xz`, `corpus/popularity.json` and `corpus/expected/`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { recordedPartitions } from '../helpers/recorded-partitions.ts';

const { values } = parseArgs({ options: { shared: { type: 'string', default: '../shared' } } });
const corpus = join(values.shared, 'corpus');
const archive = join(corpus, 'bookworm.tar.xz');

if (existsSync(archive)) {
  process.exitCode = compareAll() ? 0 : 1;
} else {
  console.log(`nothing compared: ${archive} is not there; name the folder with --shared FOLDER`);
}

function compareAll(): boolean {
  const graphs = mkdtempSync(join(tmpdir(), 'group-layers-corpus-'));
  try {
    const unpacked = spawnSync('tar', ['-xJf', archive, '-C', graphs], { stdio: 'inherit' });
    if (unpacked.status !== 0) {
      throw new Error(`tar could not unpack ${archive}`);
    }
    return compareWith(join(graphs, 'bookworm'));
  } finally {
    rmSync(graphs, { recursive: true });
  }
}

function compareWith(graphs: string): boolean {
  const popularity = readFileSync(join(corpus, 'popularity.json'), 'utf8');
  const tally = new Map<string, { equal: number; all: number }>();
  for (const file of readdirSync(join(corpus, 'expected')).sort()) {
    const image = file.replace(/\.json$/, '');
    const comparisons = recordedPartitions(
      readFileSync(join(graphs, `${image}.00.json`), 'utf8'),
      readFileSync(join(corpus, 'expected', file), 'utf8'),
      popularity,
    );
    for (const { strategy, budget, ours, recorded } of comparisons) {
      const isEqual = ours().join('\n') === recorded.join('\n');
      const { equal, all } = tally.get(strategy) ?? { equal: 0, all: 0 };
      tally.set(strategy, { equal: equal + Number(isEqual), all: all + 1 });
      if (!isEqual) {
        console.log(`${image} at budget ${budget}: ${strategy} differs`);
      }
    }
  }
  for (const [strategy, { equal, all }] of tally) {
    console.log(`${strategy.padEnd(11)} ${equal}/${all}`);
  }
  return tally.size > 0 && [...tally.values()].every(({ equal, all }) => equal === all);
}
