import type { Report } from '../../tuning/open-report.ts';
import { hasColouring } from './colours.ts';
import type { State, Store } from './store.ts';

/** Milliseconds of rest before the address follows; browsers refuse many changes in a row. */
const REST = 150;

/**
 * Keeps the reader's choices in the address, so that a link leads to `layer 46 at 24`, and follows it. Going
 * into a layer and out again can be undone with the browser's back button.
 */
export function keepFragment(report: Report, store: Store): void {
  const first = store.get();
  /** What the address says, as far as it was followed or written. */
  let known = { fragment: fragmentOf(report, first), zoom: first.zoom };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const follow = (): void => {
    store.change({ ...first, ...choicesIn(report, location.hash) });
    const state = store.get();
    known = { fragment: fragmentOf(report, state), zoom: state.zoom };
  };
  const write = (): void => {
    const { zoom } = store.get();
    const fragment = fragmentOf(report, store.get());
    if (fragment !== known.fragment) {
      history[zoom === known.zoom ? 'replaceState' : 'pushState'](null, '', fragment);
      known = { fragment, zoom };
    }
  };
  if (location.hash !== '') {
    follow();
  }
  store.watch(['budget', 'zoom', 'path', 'colouring', 'search', 'older'], () => {
    clearTimeout(timer);
    timer = setTimeout(write, REST);
  });
  addEventListener('hashchange', follow);
}

/** The choices as a fragment: `#budget=24&layer=46`. */
function fragmentOf(report: Report, state: State): string {
  const { budget, zoom, path, colouring, search, older } = state;
  const entries = new URLSearchParams({
    budget: String(budget),
    ...(zoom !== undefined && { layer: String(zoom + 1) }),
    ...(path !== undefined && { path: wordFor(report, path) }),
    colour: colouring,
    ...(search !== '' && { search }),
    ...(report.older.length > 1 && { from: report.older[older]!.title }),
  });
  return `#${entries}`;
}

/** The choices in a fragment; what the report does not have is left out. */
function choicesIn(report: Report, fragment: string): Partial<State> {
  const entries = new URLSearchParams(fragment.slice(1));
  const budget = Number(entries.get('budget') ?? report.data.budget);
  const isKnown = report.data.budgets.includes(budget);
  const shownBudget = isKnown ? budget : report.data.budget;
  const layer = Number(entries.get('layer') ?? 0) - 1;
  const path = pathOf(report, entries.get('path') ?? '');
  const colour = entries.get('colour') ?? '';
  const older = report.older.findIndex(({ title }) => title === entries.get('from'));
  return {
    budget: shownBudget,
    // a layer's number means nothing at another budget
    ...(isKnown && report.groupingAt(budget).layers[layer] !== undefined && { zoom: layer }),
    ...(path >= 0 && { path }),
    ...(hasColouring(report, colour) && { colouring: colour }),
    search: entries.get('search') ?? '',
    ...(older >= 0 && { older }),
  };
}

/** A path's name, by which links work in later reports, too; with its digest if others have that name. */
function wordFor({ closure }: Report, path: number): string {
  const name = closure.names[path]!;
  const isAlone = closure.names.indexOf(name) === closure.names.lastIndexOf(name);
  return isAlone ? name : baseName(closure.storePaths[path]!);
}

function pathOf({ closure }: Report, word: string): number {
  const named = closure.names.indexOf(word);
  return named >= 0 ? named : closure.storePaths.findIndex((path) => baseName(path) === word);
}

function baseName(storePath: string): string {
  return storePath.slice(storePath.lastIndexOf('/') + 1);
}
