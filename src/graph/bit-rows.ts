import { HASH_FACTOR } from './bits.ts';
import { type Csr, vertexCount } from './csr.ts';

/**
 * A set of columns for every vertex, as bits: column `c` is bit `c % 32` of word `c / 32`. Only
 * words that are not 0 are kept, and equal rows once.
 */
export interface BitRows {
  /** The row of each vertex; row 0 is empty. */
  readonly rowOf: Uint32Array;
  /** Where the words of each row begin, and where those of the last one end. */
  readonly offsets: Uint32Array;
  /** Which word of its row each is; in no order. */
  readonly places: Uint16Array;
  readonly bits: Int32Array;
  /** For each row a column that only rows have which hold all of this one; −1 for none known. */
  readonly witnesses: Int32Array;
}

/** Any odd number with bits throughout, another one than that of places. */
const BITS_FACTOR = 0x85ebca6b;

/**
 * The columns that each vertex reaches: its own, and those of all its successors.
 *
 * A vertex that adds nothing to its successor has the row of that one; else the union is made in
 * one row of `words` and looked up among those that there are, by a hash that no order changes.
 * A successor that another one reaches adds nothing, and is mostly told by its witness, the column
 * that no other vertex has.
 * O(m·f + n·f) for f words that are not 0 in a row, `words` at most; as much space as distinct rows.
 *
 * @param upwards every vertex after its successors
 * @param columns the column of each vertex, −1 for none
 * @param words words that columns take, at most 2^16
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
  // as long as they can get; pages that nothing is written to take no memory
  const places = new Uint16Array(n * words);
  const bits = new Int32Array(n * words);
  let rows = 1;

  // the row in the making: its words by place, and the places that are not 0
  const union = new Int32Array(words);
  const filled = new Uint16Array(words);
  // rows by hash, 0 where there is none
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

  /** The row that is equal to the one in the making, which becomes one if there is none. */
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
