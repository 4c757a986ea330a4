/** The most layers that current runtimes all accept in one image. */
export const MOST_LAYERS = 127;

/** The default of nixpkgs' dockerTools. */
export const NIXPKGS_BUDGET = 100;

/** Well-known budgets, by what they are: the defaults of other tools, and the most that runtimes accept. */
export const BUDGET_PRESETS: ReadonlyMap<number, string> = new Map([
  [10, 'apko'],
  [64, 'chunkah'],
  [94, 'Nixery'],
  [NIXPKGS_BUDGET, 'nixpkgs'],
  [MOST_LAYERS, 'limit'],
]);

/**
 * The most layers of one image, those of its base included:
 * - `docker`: `maxLayerDepth` in moby's layer/layer_store.go, which its older image store keeps to;
 *   128 layers were seen to fail on Docker 20.10;
 * - `containerd`: 127 are safe. Its own limit is the length of a mount's options, 4096 bytes, so it depends on
 *   the name of its folder;
 * - `podman`: `maxDepth` of the overlay driver in containers/storage, the limit of Linux' overlayfs;
 * - `ecr`: what Amazon's registry takes; what pulls from it may take fewer.
 */
export const RUNTIME_LIMITS = {
  docker: 125,
  containerd: MOST_LAYERS,
  podman: 500,
  ecr: 500,
} as const;

/** A container runtime or registry. */
export type RuntimeName = keyof typeof RUNTIME_LIMITS;

export const RUNTIME_NAMES = Object.keys(RUNTIME_LIMITS) as RuntimeName[];

/**
 * Bytes that a layer is worth, by what it is fetched from: latency of its request × bandwidth, which is what
 * the link could have carried meanwhile.
 * - `internet`: 50 ms at 100 Mbit/s, 0.05 s × 12.5 MB/s. Small objects of S3, which registries keep blobs
 *   in, take "tens of milliseconds" (AWS, Best Practices Design Patterns: Optimizing Amazon S3 Performance).
 * - `lan`: 1 ms at 1 Gbit/s, 0.001 s × 125 MB/s.
 * - `cold-start`: a machine that has no layer makes a request for each, and Docker three at a time
 *   (`max-concurrent-downloads`): of 94 layers 94 ÷ 3 × 50 ms, 1.57 s, in which 1 Gbit/s carries
 *   196 MB, a 94th of it for each layer.
 */
const NAMED = new Map([
  ['internet', 625_000],
  ['lan', 125_000],
  ['cold-start', 2_083_333],
]);

const LATENCY = /^([0-9]{1,6}(?:\.[0-9]{1,3})?)(ms|s)@([0-9]{1,6}(?:\.[0-9]{1,3})?)(Mbit|Gbit)$/;

/** What `layerOverheadOf` reads, for messages. */
export const OVERHEAD_FORMS = `or ${[...NAMED.keys()].join(', ')}, or a latency@bandwidth such as 50ms@100Mbit`;

/**
 * The bytes of a name such as `internet`, or of a latency and a bandwidth such as `50ms@100Mbit` (ms or s, Mbit
 * or Gbit a second); undefined if the text is neither.
 */
export function layerOverheadOf(text: string): number | undefined {
  const [, latency, unit, bandwidth, rate] = LATENCY.exec(text) ?? [];
  if (latency === undefined) {
    return NAMED.get(text);
  }
  const milliseconds = Number(latency) * (unit === 's' ? 1000 : 1);
  const megabits = Number(bandwidth) * (rate === 'Gbit' ? 1000 : 1);
  // 1 ms at 1 Mbit/s is 1000 bits
  return Math.round(milliseconds * megabits * 125);
}
