import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { printable } from '../report/printable.ts';
import { EXIT } from './exit-codes.ts';
import { Failure, reasonOf } from './failure.ts';
import { onSignal } from './signals.ts';
import { tell } from './tell.ts';
import { writeDescriptor } from './write-descriptor.ts';

/**
 * Writes `content` to a file, or to stdout for `-`.
 *
 * A regular or new file is replaced atomically, by renaming a temporary file beside it, which is on the disk
 * by then. Its owner and permissions stay; where the owner cannot, the file is written in place, with a
 * warning. A symlink stays, and its target is replaced. Devices, FIFOs and open descriptors (`/dev/stdout`, `/dev/fd/3`) are written
 * to directly.
 *
 * @throws Failure when that is not possible; a regular file that is not written in place is then unchanged
 */
export async function writeOutput(file: string, content: string): Promise<void> {
  try {
    const target = file === '-' ? { descriptor: 1 } : followLinks(file);
    if (typeof target === 'object') {
      await writeDescriptor(target.descriptor, content);
    } else if (statSync(target, { throwIfNoEntry: false })?.isFile() ?? true) {
      await replaceFile(target, content, file);
    } else {
      writeFileSync(target, content);
    }
  } catch (error) {
    const name = file === '-' ? '<stdout>' : printable(file) || '""';
    throw new Failure(`${name}: ${reasonOf(error)}`, EXIT.notWritten, { cause: error });
  }
}

/** Whether what is written to a file arrives at stdout. */
export function isStdout(file: string): boolean {
  if (file === '-') {
    return true;
  }
  try {
    const target = followLinks(file);
    return typeof target === 'object' && target.descriptor === 1;
  } catch {
    return false;
  }
}

const DESCRIPTOR = /^\/(?:dev|proc\/([0-9]+))\/(?:fd\/([0-9]+)|(stdout)|(stderr))$/;

/** The most symlinks that Linux follows. */
const MOST_LINKS = 40;

/** Follows symlinks to an open descriptor of this process, or to a path that is not a symlink. */
function followLinks(path: string): string | { readonly descriptor: number } {
  let at = path;
  for (let links = 0; links < MOST_LINKS; links++) {
    // native, because `..` after a symlink to a folder is the parent of the link's target
    const folder = realpathSync.native(dirname(at));
    at = join(folder, basename(at));
    const [match, owner, number, stdout] = DESCRIPTOR.exec(at) ?? [];
    if (match !== undefined && Number(owner ?? process.pid) === process.pid) {
      return { descriptor: number === undefined ? (stdout ? 1 : 2) : Number(number) };
    }
    let next: string;
    try {
      next = readlinkSync(at);
    } catch {
      return at;
    }
    at = isAbsolute(next) ? next : `${folder}/${next}`;
  }
  throw new Error('too many symbolic links');
}

async function replaceFile(target: string, content: string, file: string): Promise<void> {
  // opened with wx, so an existing file of this name is an error and stays
  const name = `.group-layers-${Math.random().toString(36).slice(2)}.tmp`;
  const temporary = join(dirname(target), name);
  const remove = () => rmSync(temporary, { force: true });
  const replaced = statSync(target, { throwIfNoEntry: false });
  const release = onSignal(remove);
  try {
    const descriptor = openSync(temporary, 'wx');
    try {
      if (replaced !== undefined && !keepOwner(descriptor, replaced)) {
        remove();
        tell(`warning: ${printable(file)}: written in place, because its owner cannot be kept`);
        writeFileSync(target, content);
        return;
      }
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
      // signals that arrived during the write are handled here, before anything is replaced
      await new Promise(setImmediate);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, target);
  } catch (error) {
    remove();
    throw error;
  } finally {
    release();
  }
}

/** Permissions, without those to run as the owner or the group, which new content did not earn. */
const PERMISSIONS = 0o777;

/** Gives an open file the owner, the group and the permissions of another; false if it may not. */
function keepOwner(descriptor: number, { uid, gid, mode }: Stats): boolean {
  const own = fstatSync(descriptor);
  if (own.uid !== uid || own.gid !== gid) {
    try {
      fchownSync(descriptor, uid, gid);
    } catch {
      return false;
    }
  }
  fchmodSync(descriptor, mode & PERMISSIONS);
  return true;
}

/**
 * Refuses to write to a stdout that was closed. Node.js opens `/dev/null` in its place, for reading and
 * writing; so does a program that discards the output of another, but a shell opens it for writing only.
 *
 * @throws Failure when stdout is `/dev/null` so opened, where the system tells (Linux)
 */
export function refuseClosedStdout(): void {
  if (process.platform !== 'linux' || !fstatSync(1).isCharacterDevice()) {
    return;
  }
  const isNull = fstatSync(1).rdev === statSync('/dev/null').rdev;
  const [, flags] = /^flags:\s*([0-7]+)$/m.exec(readFileSync('/proc/self/fdinfo/1', 'utf8')) ?? [];
  if (isNull && (Number.parseInt(flags ?? '0', 8) & ACCESS_MODE) === constants.O_RDWR) {
    throw new Failure('<stdout>: closed or discarded\nuse --out FILE', EXIT.notWritten);
  }
}

/** The bits of an open file's flags that say whether it may be read or written. */
const ACCESS_MODE = 3;
