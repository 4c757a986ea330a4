import type { Report } from '../../../tuning/open-report.ts';
import { formatSize, percent } from '../../format-size.ts';
import type { Box } from '../../treemap-layout.ts';
import { element } from '../element.ts';
import { largestNames } from '../largest-names.ts';
import { shownName } from '../shown-name.ts';

/** What stands at the pointer or has the focus. */
export interface Subject {
  readonly layer: number;
  /** Undefined where the layer shows between its store paths. */
  readonly path: number | undefined;
}

/** The text beside a rectangle of the treemap. */
export function tooltip(report: Report) {
  const box = element('div', { class: 'tooltip', role: 'tooltip', id: 'tooltip', hidden: true });
  return {
    element: box,
    hide(): void {
      box.hidden = true;
    },
    /** Shows the tooltip at a rectangle, within the `width` of the treemap. */
    show(budget: number, subject: Subject, at: Box, width: number): void {
      box.replaceChildren(...linesOf(report, budget, subject));
      box.hidden = false;
      const left = Math.min(at.x + 12, width - box.offsetWidth - 4);
      box.style.left = `${Math.max(0, left)}px`;
      box.style.top = `${at.y + Math.min(at.height, 60) + 6}px`;
    },
  };
}

function linesOf(report: Report, budget: number, { layer, path }: Subject): HTMLElement[] {
  const { names, narSizes } = report.closure;
  const { members, narSize, changeProbability } = report.groupingAt(budget).layers[layer]!;
  const chance = `changed by ${percent(changeProbability, 1)} of updates`;
  const line = (text: string) => element('span', {}, text);
  if (path === undefined) {
    return [
      element('b', {}, `layer ${layer + 1}`),
      line(`${members.length} store paths, ${formatSize(narSize)}`),
      line(largestNames(report, members)),
      line(chance),
    ];
  }
  const others = members.length - 1;
  return [
    element('b', {}, shownName(names[path]!, 80)),
    line(formatSize(narSizes[path]!)),
    line(
      others === 0
        ? `alone in layer ${layer + 1}`
        : `layer ${layer + 1} with ${others} other${others === 1 ? '' : 's'}, ${formatSize(narSize)}`,
    ),
    line(chance),
  ];
}
