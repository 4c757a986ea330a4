/** Bytes in pieces of any length, to be read once. */
export type Chunks = AsyncIterable<Uint8Array>;

/** The first bytes, at least `length` of them if there are as many, and all of them. */
export async function peek(
  chunks: Chunks,
  length: number,
): Promise<{ readonly beginning: Uint8Array; readonly all: Chunks }> {
  const source = chunks[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let size = 0;
  let done = false;
  while (size < length && !done) {
    const next = await source.next();
    done = next.done === true;
    if (!next.done) {
      read.push(next.value);
      size += next.value.length;
    }
  }
  return { beginning: Buffer.concat(read), all: rest() };

  async function* rest(): AsyncGenerator<Uint8Array> {
    try {
      yield* read;
      for (let next = await source.next(); !next.done; next = await source.next()) {
        yield next.value;
      }
    } finally {
      await source.return?.();
    }
  }
}

/** All bytes in one piece, or the first ones if there are more than `most`. */
export async function collect(chunks: Chunks, most: number): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    read.push(chunk);
    size += chunk.length;
    if (size >= most) {
      break;
    }
  }
  return Buffer.concat(read, Math.min(size, most));
}
