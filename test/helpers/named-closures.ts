import { drawGraph } from './draw-graph.ts';
import type { StoreGraph } from './store-graph.ts';

const MB = 1_000_000;

export const NAMED_GRAPHS = {
  // a                       the smallest closure there is
  single: drawGraph('a', 'a 7'),

  // a → a, b                a reference to itself is none
  'self-reference': drawGraph('a', 'a 1 > a b', 'b 2'),

  // a → b → c               each dominates the next
  line: drawGraph('a', 'a 1 > b', 'b 2 > c', 'c 3'),

  //     a
  //   ↙   ↘
  //  b     c                d is dominated by a, not by what refers to it
  //   ↘   ↙
  //     d
  diamond: drawGraph('a', 'a 1 > b c', 'b 2 > d', 'c 3 > d', 'd 4'),

  // a → b   c → d           nothing in common
  'two roots': drawGraph('a c', 'a 1 > b', 'b 2', 'c 3 > d', 'd 4'),

  // a   b
  //  ↘ ↙                    what only the image root dominates
  //   c
  'shared leaf': drawGraph('a b', 'a 1 > c', 'b 2 > c', 'c 3'),

  // a → b, c, d → e         everything refers to the last one
  'popular leaf': drawGraph('a', 'a 5 > b c d e', 'b 4 > e', 'c 3 > e', 'd 2 > e', 'e 1'),

  // a → b → c               c alone is over the size threshold, so all are big
  'big leaf': drawGraph('a', 'a 1 > b', 'b 2 > c', `c ${200 * MB}`),

  //     a
  //   ↙   ↘
  //  b     f
  //  ↓ ↘   ↓
  //  c  d  ↓                a diamond within one side of a diamond
  //  ↓ ↙   ↓
  //  e     ↓
  //   ↘   ↙
  //     g
  'nested diamonds': drawGraph(
    'a',
    ...['a 1 > b f', 'b 2 > c d', 'c 3 > e', 'd 4 > e', 'e 5 > g', 'f 6 > g', 'g 7'],
  ),

  // a → b00 … b39           more paths than small budgets, all alike
  'wide fan': drawGraph(
    'a',
    `a 1 > ${numbered('b').join(' ')}`,
    ...numbered('b').map((name) => `${name} 2`),
  ),

  // figure 1 of Lengauer & Tarjan 1979 without its backward edges E ← H, I ← K and R ← K
  //          R
  //       ↙  ↓  ↘
  //     B →  A    C
  //   ↙  ↘   ↓   ↓  ↘
  //  E    → D   F    G
  //  ↓      ↓    ↘  ↙  ↘
  //  ↓      L     I ←   J
  //   ↘   ↙     ↙
  //     H  →  K
  'Lengauer–Tarjan': drawGraph(
    'R',
    ...['R 1 > A B C', 'A 2 > D', 'B 3 > A D E', 'C 4 > F G', 'D 5 > L', 'E 6 > H', 'F 7 > I'],
    ...['G 8 > I J', 'H 9 > K', 'I 10 > K', 'J 11 > I', 'K 12', 'L 13 > H'],
  ),

  // A    B    C
  //  ↘   ↓  ↙   ↘           Nixery's own example: G is big, E is popular
  //      E        D
  //             ↙   ↘
  //            F     G
  'worked example': drawGraph(
    'A B C',
    ...[`A ${2 * MB} > E`, `B ${3 * MB} > E`, `C ${MB} > E D`, `D ${MB} > F G`],
    ...[`E ${2 * MB}`, `F ${4 * MB}`, `G ${120 * MB}`],
  ),

  // a → b → c               b is asked for, too
  'root below a root': drawGraph('a b', 'a 1 > b', 'b 2 > c', 'c 3'),

  // a → b   c → b           c came along without being asked for
  'path beside the roots': drawGraph('a', 'a 1 > b', 'b 2', 'c 3 > b'),
} as const satisfies Record<string, StoreGraph>;

function numbered(letter: string): string[] {
  return Array.from({ length: 40 }, (_, i) => `${letter}${String(i).padStart(2, '0')}`);
}
