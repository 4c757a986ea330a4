// These are loaded together. Loaded one by one, their common code would be split into some thirty small
// files; the default command needs most of them, and each takes time to load.
export { checkAction } from './check.run.ts';
export { compareAction } from './compare.run.ts';
export { diffAction } from './diff.run.ts';
export { explainAction } from './explain.run.ts';
export { popularityAction } from './popularity.run.ts';
export { reportAction } from './report.run.ts';
export { sweepAction } from './sweep.run.ts';
