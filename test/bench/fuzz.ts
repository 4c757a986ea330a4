/** `npm run fuzz -- [--minutes N] [--seed N]`: attacks every reader and says what came of it. */
import { parseArgs } from 'node:util';
import { attackReaders } from '../helpers/attack-readers.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
  },
});
const end = performance.now() + Number(values.minutes) * 60_000;
process.stdout.write(`seed ${values.seed}\n`);
const { accepted, refused, failure } = attackReaders(
  Number(values.seed),
  () => performance.now() < end,
);
for (const reader of new Set([...Object.keys(accepted), ...Object.keys(refused)])) {
  process.stdout.write(
    `${reader}: ${accepted[reader] ?? 0} accepted, ${refused[reader] ?? 0} refused\n`,
  );
}
if (failure !== undefined) {
  process.stdout.write(`${failure.reader}, case ${failure.case}: ${failure.reason}\n`);
  process.exitCode = 1;
}
