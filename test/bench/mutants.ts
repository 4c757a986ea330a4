import { parseSync } from 'vite';

/** A change to the source that a test should notice. */
export interface Mutant {
  /** Relative to the project, such as `src/graph/csr.ts`. */
  readonly file: string;
  readonly line: number;
  readonly original: string;
  /** What stands in its place; empty for a statement that is removed. */
  readonly replacement: string;
}

// biome-ignore lint/suspicious/noExplicitAny: a node of any kind
type Node = any;

const OPERATORS: Record<string, readonly string[]> = {
  ...{ '<': ['<=', '>='], '<=': ['<', '>'], '>': ['>=', '<='], '>=': ['>', '<'] },
  ...{ '===': ['!=='], '!==': ['==='], '+': ['-'], '-': ['+'], '*': ['/'], '/': ['*'], '%': ['*'] },
  ...{ '<<': ['>>'], '>>': ['<<'], '>>>': ['<<'], '&': ['|'], '|': ['&'], '^': ['&'] },
  ...{ '&&': ['||'], '||': ['&&'], '+=': ['-='], '-=': ['+='], '*=': ['/='], '/=': ['*='] },
  ...{ '|=': ['&='], '&=': ['|='], '??=': ['='] },
};
const METHODS: Record<string, string> = { some: 'every', every: 'some', min: 'max', max: 'min' };
const REMOVED_METHODS = [
  'filter',
  'sort',
  'toSorted',
  'reverse',
  'toReversed',
  'slice',
  'subarray',
];
const REMOVED_STATEMENTS = [
  ...['ExpressionStatement', 'ReturnStatement', 'ThrowStatement'],
  ...['BreakStatement', 'ContinueStatement'],
];
const CONDITIONAL = ['IfStatement', 'ConditionalExpression'];
const LOOP = /^(?:For|While|DoWhile)/;

/**
 * Source that holds all its mutants, each behind the question whether it is active.
 *
 * @param isActive the code that asks so about the mutant of a number
 * @param mutants the mutants found so far, to which those of this file are added; a mutant's number is its index + 1
 */
export function holdMutants(
  file: string,
  text: string,
  isActive: (mutant: number) => string,
  mutants: Mutant[],
): string {
  const source = (node: Node): string => text.slice(node.start, node.end);

  function ask(node: Node, replacement: string): string {
    const line = text.slice(0, node.start).split('\n').length;
    mutants.push({ file, line, original: source(node), replacement });
    return isActive(mutants.length);
  }

  function emit(node: Node): string {
    let result = '';
    let at = node.start;
    for (const child of childrenOf(node)) {
      result += text.slice(at, child.start) + emit(child);
      at = child.end;
    }
    result += text.slice(at, node.end);
    if (LOOP.test(node.parentType ?? '') && node.type === 'BlockStatement') {
      result = `{ __turn(); ${result.slice(1)}`;
    }
    if (REMOVED_STATEMENTS.includes(node.type)) {
      return `if (!(${ask(node, '')})) ${result}`;
    }
    for (const replacement of replacementsOf(node, source)) {
      result = `(${ask(node, replacement)} ? (${replacement}) : ${result})`;
    }
    return result;
  }

  return emit(parseSync(file, text).program);
}

/** The parts of a node that are code that runs, in the order of the text. */
function childrenOf(node: Node): Node[] {
  if (node.type === 'ImportDeclaration' || (node.type === 'Property' && node.shorthand)) {
    return [];
  }
  return Object.entries(node)
    .filter(([key]) => !/^type|^returnType$|^id$/.test(key) && (key !== 'key' || node.computed))
    .flatMap(([key, value]) =>
      (Array.isArray(value) ? value : [value])
        .filter((child) => typeof child?.type === 'string' && !isType(child.type))
        .map((child) => Object.assign(child, { parentType: node.type, place: key })),
    )
    .sort((a, b) => a.start - b.start);
}

function isType(type: string): boolean {
  return type.startsWith('TS') && !/^TS(?:As|NonNull|Satisfies)/.test(type);
}

/** What may stand in the place of an expression, as source. */
function replacementsOf(node: Node, source: (node: Node) => string): string[] {
  const { type, operator, place, parentType } = node;
  const found: string[] = [];
  if (place === 'test' && CONDITIONAL.includes(parentType)) {
    found.push('true', 'false');
  } else if (place === 'test' && LOOP.test(parentType)) {
    found.push('false');
  } else if (place === 'body' && parentType === 'ArrowFunctionExpression') {
    found.push(...(type === 'BlockStatement' ? [] : ['undefined']));
  }
  if (/^(?:Binary|Logical|Assignment)Expression$/.test(type)) {
    const [left, right] = [source(node.left), source(node.right)];
    if (operator === '??') {
      found.push(left, right);
    } else if (operator !== '+' || !/['`]/.test(left + right)) {
      found.push(...(OPERATORS[operator] ?? []).map((other) => `${left} ${other} ${right}`));
    }
  } else if (type === 'UpdateExpression') {
    found.push(source(node).replace(operator, operator === '++' ? '--' : '++'));
  } else if (type === 'UnaryExpression' && /[!~-]/.test(operator)) {
    found.push(source(node.argument));
  } else if (type === 'Literal' && typeof node.value === 'number') {
    found.push(`${node.value + 1}`, `${node.value - 1}`);
  } else if (type === 'Literal' && typeof node.value === 'boolean') {
    found.push(`${!node.value}`);
  } else if (type === 'ArrayExpression' && node.elements.length > 0) {
    found.push('[]');
  } else if (type === 'CallExpression' && !source(node).includes('?.')) {
    const { object, property } = node.callee;
    const name = property?.name;
    if (REMOVED_METHODS.includes(name)) {
      found.push(source(object));
    } else if (METHODS[name] !== undefined) {
      const end = source(node).slice(property.end - node.start);
      found.push(`${source(object)}.${METHODS[name]}${end}`);
    }
  }
  return found;
}
