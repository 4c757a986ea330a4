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
  /** Everything wrong, in the order of the input. */
  readonly findings: readonly Finding[];
  /** One line that says what to do. */
  readonly advice: string;

  constructor(findings: readonly Finding[], advice: string) {
    super(findings.map(describeFinding).join('\n'));
    this.name = 'InputError';
    this.findings = findings;
    this.advice = advice;
  }
}

/** `<place>: <found>, expected <expected>`, without the parts that are empty. */
export function describeFinding({ place, found, expected }: Finding): string {
  return (place === '' ? '' : `${place}: `) + found + (expected ? `, expected ${expected}` : '');
}
