import { basename } from 'node:path';
import type { Command } from 'commander';
import { groupLayers, prepareGrouping, prepareOther } from '../../layers/group-layers.ts';
import type { GroupOptions } from '../../layers/group-options.ts';
import type { Grouping, PreparedGrouping } from '../../layers/grouping.ts';
import { refuseFewLayers } from '../../layers/hints/find-hinted.ts';
import { STRATEGY_NAMES } from '../../layers/strategy-names.ts';
import { dominatorDot } from '../../report/dominator-dot.ts';
import { dominatorMermaid } from '../../report/dominator-mermaid.ts';
import { printable } from '../../report/printable.ts';
import { reportHtml } from '../../report/report-html.ts';
import { treemapSvg } from '../../report/treemap-svg.ts';
import { type ReportGraph, reportData } from '../../tuning/report-data.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import type { GraphOptions, SteeringOptions, StrategyOptions } from '../options.ts';
import { readPageAssets } from '../page-assets.ts';
import { progress } from '../progress.ts';
import { readClosure, readClosures, readPopularity, readPrevious } from '../read-closure.ts';
import { displayName, refuseStdinTwice } from '../read-input.ts';
import { tell } from '../tell.ts';
import { writeOutput } from '../write-output.ts';

/** The values of `--format`. */
export type ReportFormat = 'html' | 'svg' | 'dot' | 'mermaid' | 'gexf';

/** The options of `report`. */
export interface ReportOptions extends GraphOptions, StrategyOptions, SteeringOptions {
  readonly budget: number;
  readonly budgets: readonly number[];
  readonly target: number;
  readonly against?: readonly string[];
  readonly format: ReportFormat;
  readonly out?: string;
  readonly html?: string;
}

const DEFAULT_FILE = 'report.html';

/** Larger closures are grouped at a few budgets only, unless `--budgets` is given. */
const MANY_PATHS = 1500;
const FEW_BUDGETS = [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 72, 80],
  ...[94, 100, 112, 127],
];

/** `group-layers report`: writes a page, a picture or a graph of a grouping. */
export async function reportAction(
  file: string,
  options: ReportOptions,
  command: Command,
): Promise<void> {
  const { against = [], format, html } = options;
  if (html !== undefined && (format !== 'html' || options.out !== undefined)) {
    throw new Failure(
      `both --html ${html} and ${format === 'html' ? '--out' : `--format ${format}`}\ngive one of them`,
      EXIT.usage,
    );
  }
  refuseStdinTwice([file, ...against, options.popularity ?? options.pop, options.previous]);
  const popularity = await readPopularity(options);
  const grouping = { ...options, popularity, previous: await readPrevious(options) };
  const closure = await readClosure(file, options);
  const older = await readClosures(against, options);

  let text: string;
  if (format === 'html') {
    const isAsked = command.getOptionValueSource('budgets') === 'cli';
    const few = !isAsked && closure.storePaths.length > MANY_PATHS;
    const budgets = few ? FEW_BUDGETS : options.budgets;
    const titled = (name: string, prepared: PreparedGrouping): ReportGraph => ({
      ...{ title: titleOf(name), prepared },
    });
    const graph = titled(file, prepareGrouping(closure, grouping));
    const graphs = older.map((old, at) => titled(against[at]!, prepareOther(old, grouping)));
    text = pageOf(graph, graphs, grouping, budgets);
    if (few) {
      tell(
        `the closure has ${closure.storePaths.length} store paths, so the page has only ${budgets.length} budgets; choose others with --budgets`,
      );
    }
  } else {
    text = await drawing(groupLayers(closure, grouping), format);
  }
  const target = html ?? options.out ?? (format === 'html' ? DEFAULT_FILE : '-');
  await writeOutput(target, text);
  if (target !== '-') {
    tell(`written to ${printable(target)}`);
  }
}

function pageOf(
  graph: ReportGraph,
  older: readonly ReportGraph[],
  options: GroupOptions & { readonly budget: number; readonly target: number },
  asked: readonly number[],
): string {
  const { closure, hinted } = graph.prepared;
  refuseFewLayers(closure, hinted, options.budget);
  const budgets = [...new Set([...asked, options.budget])]
    .filter((budget) => budget >= hinted.leastLayers)
    .sort((a, b) => a - b);
  const report = progress(process.stderr, budgets.length * STRATEGY_NAMES.length);
  const data = reportData(
    { ...graph, older, budgets, options, target: options.target },
    report.step,
  );
  report.end();
  return reportHtml(data, readPageAssets());
}

async function drawing(grouping: Grouping, format: Exclude<ReportFormat, 'html'>): Promise<string> {
  switch (format) {
    case 'svg':
      return treemapSvg(grouping);
    case 'dot':
      return dominatorDot(grouping);
    case 'mermaid':
      return dominatorMermaid(grouping);
    case 'gexf': {
      // loaded only here, because nothing else needs its library
      const { closureGexf } = await import('../../report/closure-gexf.ts');
      return closureGexf(grouping);
    }
  }
}

function titleOf(file: string): string {
  return file === '-' ? displayName(file) : basename(file);
}
