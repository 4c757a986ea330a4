// Loaded together: one by one, what they share would be split into thirty small files, of which the
// default command needs most, each with a price.
export { checkAction } from './check.run.ts';
export { compareAction } from './compare.run.ts';
export { diffAction } from './diff.run.ts';
export { explainAction } from './explain.run.ts';
export { popularityAction } from './popularity.run.ts';
export { reportAction } from './report.run.ts';
export { sweepAction } from './sweep.run.ts';
