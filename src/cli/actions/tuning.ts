// Loaded together: one by one, what they share would be split into thirty small files, of which the
// default command needs most, each with a price.
export { checkAction } from './check.ts';
export { compareAction } from './compare.ts';
export { diffAction } from './diff.ts';
export { explainAction } from './explain.ts';
export { popularityAction } from './popularity.ts';
export { reportAction } from './report.ts';
export { sweepAction } from './sweep.ts';
