/** One thing wrong with an input. */
export interface Finding {
  /** Where in the input: `graph[3].narSize`, `line 12`, a store path; empty for the whole. */
  readonly place: string;
  /** What was found there. */
  readonly found: string;
  /** What was expected there; left out where `found` is enough. */
  readonly expected?: string;
}

/** An input that is refused. The caller, which knows the file's name, puts it before the message. */
export class InputError extends Error {
  /** The first things that are wrong, in the order of the input; at most ten. */
  readonly findings: readonly Finding[];
  /** One line that says what to do. */
  readonly advice: string;
  /** What is said of the things that are wrong besides: `and 2 more`, or nothing. */
  readonly more: string;

  constructor(findings: readonly Finding[], advice: string, more = '') {
    super([...findings.map(describeFinding), ...(more ? [more] : [])].join('\n'));
    this.name = 'InputError';
    this.findings = findings;
    this.advice = advice;
    this.more = more;
  }
}

/** Collects findings: describes the first ten, and only counts the others, up to 10,000. */
export interface FindingList {
  /** Adds a finding; `describe` is not called once there are ten. */
  add(describe: () => Finding): void;
  /** Whether no more are counted, so that there is no need to look for more. */
  isFull(): boolean;
  /** @throws InputError when there are findings */
  refuse(advice: string): void;
}

const MOST_DESCRIBED = 10;
const MOST_COUNTED = 10_000;

/** An empty list. However many findings are added, it takes the memory of ten. */
export function findingList(): FindingList {
  const findings: Finding[] = [];
  let count = 0;
  return {
    add(describe) {
      count++;
      if (count <= MOST_DESCRIBED) {
        findings.push(describe());
      }
    },
    isFull: () => count >= MOST_COUNTED,
    refuse(advice) {
      const more = Math.min(count, MOST_COUNTED) - MOST_DESCRIBED;
      if (count > 0) {
        const known = count < MOST_COUNTED ? more : `at least ${more}`;
        throw new InputError(findings, advice, more > 0 ? `and ${known} more` : '');
      }
    },
  };
}

/** `<place>: <found>, expected <expected>`, without the parts that are empty. */
export function describeFinding({ place, found, expected }: Finding): string {
  return (place === '' ? '' : `${place}: `) + found + (expected ? `, expected ${expected}` : '');
}
