import { writeSync } from 'node:fs';

/**
 * Writes text to an open descriptor: at once, without the streams of stdout and stderr, which take some
 * milliseconds to load, unless a pipe accepts only a part and does not wait. A reader that stops early,
 * such as `head`, is not an error.
 *
 * @throws the error of the system when that is not possible
 */
export async function writeDescriptor(descriptor: number, text: string): Promise<void> {
  let rest: Uint8Array = Buffer.from(text);
  try {
    while (rest.length > 0) {
      rest = rest.subarray(writeSync(descriptor, rest));
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN' && (descriptor === 1 || descriptor === 2)) {
      await writeStream(descriptor === 1 ? process.stdout : process.stderr, rest);
    } else if (code !== 'EPIPE') {
      throw error;
    }
  }
}

async function writeStream(stream: NodeJS.WriteStream, content: Uint8Array): Promise<void> {
  // told to the callback as well
  stream.on('error', () => {});
  await new Promise<void>((done, fail) => {
    stream.write(content, (error: NodeJS.ErrnoException | null | undefined) =>
      error && error.code !== 'EPIPE' ? fail(error) : done(),
    );
  });
}
