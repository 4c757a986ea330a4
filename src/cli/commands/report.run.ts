import { basename } from 'node:path';
import type { Command } from 'commander';
import { groupLayers, prepareGrouping, prepareOther } from '../../layers/group-layers.ts';
import type { GroupOptions } from '../../layers/group-options.ts';
import type { Grouping, PreparedGrouping } from '../../layers/grouping.ts';
import { STRATEGY_NAMES } from '../../layers/strategy-names.ts';
import { dominatorDot } from '../../report/dominator-dot.ts';
import { dominatorMermaid } from '../../report/dominator-mermaid.ts';
import { printable } from '../../report/printable.ts';
import { reportHtml } from '../../report/report-html.ts';
import type { TreeLimits } from '../../report/shown-tree.ts';
import { treemapSvg } from '../../report/treemap-svg.ts';
import { type ReportGraph, reportData } from '../../tuning/report-data.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import type { GraphOptions, StrategyOptions } from '../options.ts';
import { readPageAssets } from '../page-assets.ts';
import { possibleBudgets } from '../possible-budgets.ts';
import { progress } from '../progress.ts';
import { readClosure, readClosures } from '../read-closure.ts';
import { optionFiles, readGroupOptions } from '../read-group-options.ts';
import { displayName, refuseStdinTwice } from '../read-input.ts';
import type { SteeringOptions } from '../steering-options.ts';
import { tell } from '../tell.ts';
import { tellOfPage } from '../tell-of-page.ts';
import { writeOutput } from '../write-output.ts';
import type { ReportFormat } from './report.ts';

/** The options of `report`. */
export interface ReportOptions extends GraphOptions, StrategyOptions, SteeringOptions {
  readonly budgets: readonly number[];
  readonly target: number;
  readonly against?: readonly string[];
  readonly format: ReportFormat;
  readonly out?: string;
  readonly html?: string;
  readonly open?: true;
  readonly minSize?: number;
  readonly depth?: number;
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
  if (options.open && (format !== 'html' || options.out === '-')) {
    throw new Failure(
      `both --open and ${format === 'html' ? '--out -' : `--format ${format}`}\nonly a page in a file can be opened`,
      EXIT.usage,
    );
  }
  const [limit] = (['minSize', 'depth'] as const).filter((name) => options[name] !== undefined);
  if (limit !== undefined && format !== 'dot' && format !== 'mermaid') {
    throw new Failure(
      `both --${limit === 'depth' ? 'depth' : 'min-size'} and --format ${format}\nonly dot and mermaid can leave store paths out`,
      EXIT.usage,
    );
  }
  refuseStdinTwice([file, ...against, ...optionFiles(options)]);
  const closure = await readClosure(file, options);
  const grouping = await readGroupOptions(options, closure);
  const older = await readClosures(against, options);

  let text: string;
  if (format === 'html') {
    const isAsked = command.getOptionValueSource('budgets') === 'cli';
    const few = !isAsked && closure.storePaths.length > MANY_PATHS;
    const titled = (name: string, prepared: PreparedGrouping): ReportGraph => ({
      ...{ title: titleOf(name), prepared },
    });
    const graph = titled(file, prepareGrouping(closure, grouping));
    const graphs = older.map((old, at) => titled(against[at]!, prepareOther(old, grouping)));
    const prepared = [graph, ...graphs].map((one) => one.prepared);
    const asked = few ? FEW_BUDGETS : options.budgets;
    const budgets = possibleBudgets(asked, prepared, options.runtime);
    text = pageOf(graph, graphs, { ...grouping, target: options.target }, budgets);
    if (few) {
      tell(
        `the closure has ${closure.storePaths.length} store paths, so the page has only ${budgets.length} budgets; choose others with --budgets`,
      );
    }
  } else {
    text = await drawing(groupLayers(closure, grouping), format, options);
  }
  const target = html ?? options.out ?? (format === 'html' ? DEFAULT_FILE : '-');
  await writeOutput(target, text);
  if (target !== '-' && format === 'html') {
    tellOfPage(target, options);
  } else if (target !== '-') {
    tell(`written to ${printable(target)}`);
  }
}

function pageOf(
  graph: ReportGraph,
  older: readonly ReportGraph[],
  options: GroupOptions & { readonly budget: number; readonly target: number },
  asked: readonly number[],
): string {
  const budgets = [...new Set([...asked, options.budget])].sort((a, b) => a - b);
  const report = progress(process.stderr, budgets.length * STRATEGY_NAMES.length);
  const data = reportData(
    { ...graph, older, budgets, options, target: options.target },
    report.step,
  );
  report.end();
  return reportHtml(data, readPageAssets());
}

async function drawing(
  grouping: Grouping,
  format: Exclude<ReportFormat, 'html'>,
  limits: TreeLimits,
): Promise<string> {
  switch (format) {
    case 'svg':
      return treemapSvg(grouping);
    case 'dot':
      return dominatorDot(grouping, limits);
    case 'mermaid':
      return dominatorMermaid(grouping, limits);
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
