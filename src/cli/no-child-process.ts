/**
 * What the bundle has instead of `node:child_process`. commander imports that at once, which loads sockets
 * as well, but uses it only for subcommands that are programs of their own, which there are none.
 */
export function spawn(): never {
  throw new Error('no subcommand is a program of its own');
}
