import { HASH_FACTOR } from './bits.ts';
import { type Csr, vertexCount } from './csr.ts';

/**
 * A set of columns for every vertex, as bits: column `c` is bit `c % 32` of word `c / 32`. Words that are
 * 0 are not stored, and equal rows are stored once.
 */
export interface BitRows {
  /** The row of each vertex; row 0 is empty. */
  readonly rowOf: Uint32Array;
  /** The start of each row's words in `places` and `bits`, and the end of the last one's. */
  readonly offsets: Uint32Array;
  /** The position of each word in its row; not sorted. */
  readonly places: Uint16Array;
  /** The words, none of them 0. */
  readonly bits: Int32Array;
  /** For each row a column that occurs only in rows that contain the whole row; −1 if none is known. */
  readonly witnesses: Int32Array;
}

/** An odd number with mixed bits, different from the factor of places. */
const BITS_FACTOR = 0x85ebca6b;

/**
 * The columns that each vertex reaches: its own and those of all its successors.
 *
 * A vertex without a column whose successors add at most one row has that row. Otherwise the union of the
 * rows is computed in a buffer of `words` and looked up among the known rows, by a hash that does not
 * depend on the order of words. A successor whose columns another successor also reaches adds
 * nothing; this is mostly detected by its witness, a column that no other vertex has.
 * O(m·f + n·f) for rows of f words that are not 0, at most `words`; space for the distinct rows.
 *
 * @param upwards all vertices, each after its successors
 * @param columns the column of each vertex, −1 for none
 * @param words number of words for all columns, at most 2^16
 * @returns the rows; row 0 is empty
 */
export function bitRows(
  graph: Csr,
  upwards: Uint32Array,
  columns: Int32Array,
  words: number,
): BitRows {
  const n = vertexCount(graph);
  const rowOf = new Uint32Array(n);
  const offsets = new Uint32Array(n + 2);
  // the longest they can become; pages that are never written take no memory
  const places = new Uint16Array(n * words);
  const bits = new Int32Array(n * words);
  let rows = 1;

  // the union that is being computed: its words by place, and the places of those that are not 0
  const union = new Int32Array(words);
  const filled = new Uint16Array(words);
  // rows by hash; 0 is a free slot
  const table = new Uint32Array(2 ** (33 - Math.clz32(n)));
  const lastUser = new Int32Array(n + 1).fill(-1);
  const witnesses = new Int32Array(n + 1).fill(-1);
  const users = new Int32Array(words * 32);
  for (const column of columns) {
    if (column >= 0) {
      users[column]!++;
    }
  }
  for (const vertex of upwards) {
    let count = 0;
    let successorRows = 0;
    let row = 0;
    for (let edge = graph.offsets[vertex]!; edge < graph.offsets[vertex + 1]!; edge++) {
      const other = rowOf[graph.targets[edge]!]!;
      const witness = witnesses[other]!;
      const isHeld = witness >= 0 && (union[witness >> 5]! & (1 << (witness & 31))) !== 0;
      if (other === 0 || isHeld || lastUser[other] === vertex) {
        continue;
      }
      lastUser[other] = vertex;
      successorRows++;
      row = other;
      const end = offsets[other + 1]!;
      for (let at = offsets[other]!; at < end; at++) {
        const place = places[at]!;
        if (union[place] === 0) {
          filled[count++] = place;
        }
        union[place]! |= bits[at]!;
      }
    }
    const column = columns[vertex]!;
    if (column >= 0) {
      const place = column >> 5;
      if (union[place] === 0) {
        filled[count++] = place;
      }
      union[place]! |= 1 << (column & 31);
    }
    rowOf[vertex] = column >= 0 || successorRows > 1 ? rowOfUnion(count) : row;
    if (column >= 0 && users[column] === 1) {
      witnesses[rowOf[vertex]!] = column;
    }
    for (let at = 0; at < count; at++) {
      union[filled[at]!] = 0;
    }
  }
  return { rowOf, offsets: offsets.subarray(0, rows + 1), places, bits, witnesses };

  /** The row that equals the union; it is added if there is none. */
  function rowOfUnion(count: number): number {
    let hash = 0;
    for (let at = 0; at < count; at++) {
      const place = filled[at]!;
      const mixed = Math.imul(union[place]! ^ Math.imul(place + 1, HASH_FACTOR), BITS_FACTOR);
      hash = (hash + (mixed ^ (mixed >>> 15))) | 0;
    }
    let slot = hash & (table.length - 1);
    while (table[slot] !== 0 && !isUnion(table[slot]!, count)) {
      slot = (slot + 1) & (table.length - 1);
    }
    if (table[slot] === 0) {
      table[slot] = rows;
      let end = offsets[rows]!;
      for (let at = 0; at < count; at++) {
        places[end] = filled[at]!;
        bits[end++] = union[filled[at]!]!;
      }
      offsets[++rows] = end;
    }
    return table[slot]!;
  }

  function isUnion(row: number, count: number): boolean {
    const start = offsets[row]!;
    const end = offsets[row + 1]!;
    let at = start;
    while (at < end && bits[at] === union[places[at]!]) {
      at++;
    }
    return at === end && end - start === count;
  }
}

/**
 * The columns of any of some vertices, as one row of words. A row that the union is known to contain by
 * its witness is skipped. O(vertices × words).
 *
 * @param words number of words for all columns
 */
export function unionOfRows(
  { rowOf, offsets, places, bits, witnesses }: BitRows,
  words: number,
  vertices: readonly number[],
): Int32Array {
  const union = new Int32Array(words);
  for (const vertex of vertices) {
    const row = rowOf[vertex]!;
    const witness = witnesses[row]!;
    if (witness >= 0 && (union[witness >> 5]! & (1 << (witness & 31))) !== 0) {
      continue;
    }
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      union[places[at]!]! |= bits[at]!;
    }
  }
  return union;
}
