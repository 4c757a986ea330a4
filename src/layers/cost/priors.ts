/**
 * Everything that the cost model and the grouping assume, on one page: what each value is, what it is
 * measured in, and the evidence. Figures are pull / registry / cross by `npm run bench -- quality --seeds 4`,
 * means at 24 layers if no budget is given; the corpora are two Debian series (bookworm, sid) and two
 * of nixpkgs (17.09, unstable), see test/bench/README.md. With the values below they are
 *
 *   bookworm 1.124 / 1.200 / 1.153   17.09    1.046 / 1.137 / 1.148
 *   sid      1.149 / 1.173 / 1.111   unstable 1.016 / 1.158 / 1.139
 *
 * The alternatives below were measured one at a time, from a setting without `large` and with 80 in place
 * of 64, in which they are
 *
 *   bookworm 1.123 / 1.202 / 1.156   17.09    1.036 / 1.140 / 1.155
 *   sid      1.166 / 1.186 / 1.105   unstable 1.015 / 1.161 / 1.138
 *
 * A difference under .003 (.010 on sid) is noise. Many different changes, `large` among them, lead to the
 * same other figures on 17.09, about 1.048 / 1.135 / 1.149: they are evidence for none ("the jump" below).
 * Whoever doubts a value changes it here and runs the bench.
 */

// What changes

/**
 * Releases of the application per update of something below it. 1 to 5 are alike, and a release pulls
 * what is new and no more. Without releases (0) an update pulls less on Debian (1.116 on bookworm,
 * 1.153 on sid), but a release pulls 13 times its size there and 3 times on nixpkgs.
 */
export const RELEASES_PER_UPDATE = 3;

/**
 * An update changes this many large rare paths' worth of a closure in one of two cases: the chance that
 * it changes a set of paths with x such paths below them is x ÷ (x + 64). The changes seen in all
 * four corpora follow this from 2 to some hundred paths. 80 and 96 are within noise.
 */
export const HALF_CHANGED = 64;

/**
 * A path from `large` bytes on is updated twice as often as a smaller one, and one below `small` has no
 * update of its own in the model, nor one of a smaller part of an image so small that too few would be
 * left: on bookworm and sid the smallest were updated a tenth as often as the others. For `small` 32 KiB
 * and 128 KiB pull .009 and .006 more on bookworm. Without `large` the corpora are within noise, but for
 * the jump, and six updates of images built by Nix pull 1.45 instead of 1.30 at 10 layers and 1.13
 * instead of 1.06 at 20 (test/bench/README.md, "In brief").
 */
export const SIZES = { small: 64 * 1024, large: 256 * 1024, smallPart: 1 / 1024 } as const;

/**
 * Paths whose versions are equal and at least this long are built from one source and change
 * together; `1.2` is equal by accident too often. 182 of 190 such sets on the Debian corpora
 * changed as a whole. Without this rule bookworm is at 1.134 / 1.216 / 1.160; sid, where some equal
 * versions are accidents, is at 1.150 / 1.174 / 1.108; nixpkgs is within noise, but for the jump.
 */
export const SHORTEST_VERSION = 4;

// What is shared

/**
 * Bytes that other images cannot share count this much against bytes that an update pulls. More of
 * it lowers cross and raises pull: at .4 bookworm is at 1.117 / 1.198 / 1.161 and sid at 1.145 / 1.174 / 1.120;
 * at .6 bookworm at 1.136 / 1.215 / 1.155, and cross on nixpkgs .014 lower. Data of fewer than `images`
 * images say less, and count less in proportion: with data of two and three images of bookworm pull was
 * 1.170 and 1.140 otherwise, and is 1.119 and 1.113. Popularity from the graph is weak evidence about
 * other images: with it, sharing counts only the part `fromGraph`.
 */
export const SHARING = { weight: 0.5, images: 6, fromGraph: 0.3 } as const;

/**
 * A path is popular if at least this part of the images holds it, and at least this many: that is three
 * of thirty images or fewer, since two agree by accident (with two of thirty bookworm has a registry of
 * 1.250 and cross 1.186; the other corpora are within noise).
 */
export const POPULAR = { part: 0.08, images: 2.4 } as const;

/**
 * Paths are held alike if at least this part of the images that hold one hold all; and the same part
 * of those is taken to have them as one layer. At .95 and 1 registry is 1.152 and 1.173 on 17.09, 1.192
 * and 1.198 on unstable; at .8 pull is 1.051 on 17.09, 1.021 on unstable and 1.132 on bookworm.
 */
export const AGREEMENT = 0.9;

/**
 * The rise of the cost, in bytes per update, up to which popular paths merge as other images merge
 * them: this many bytes at this budget and from this many images on. It falls with the square of the
 * budget up to that budget and with its cube above, and with the square of fewer images, of which
 * less is known. With the square throughout bookworm at 60 is at 1.034 / 1.058 / 1.055 instead of
 * 1.036 / 1.063 / 1.060, but unstable at 1.002 / 1.049 / 1.040 instead of 1.002 / 1.040 / 1.028. At 2e6
 * bookworm is at 1.136 / 1.224 / 1.180; 4e6 is within noise, but for the jump.
 */
export const ALIKE_PRICE = { bytes: 3e6, layers: 24, images: 30 } as const;

// What a person knows

/**
 * A path that a hint calls volatile is updated and released so many times as often as others, a stable one
 * so many times more rarely. A large rare path that is volatile weighs as much as half of what changes
 * (HALF_CHANGED), so that every second update changes it. With each of the three largest paths that the
 * roots of the first twelve images refer to made volatile in turn, at 24 layers, an update of it pulls 1.017 of
 * the floor instead of 1.054 on bookworm, 1.075 instead of 1.092 on sid, and other updates .5 % more; at 16
 * it pulls 1.040 and 1.076, and others .2 % more; at 256 1.020 and 1.045, and others 1.7 % more.
 */
export const HINTED_RATE = 64;

// How far decisions look

/**
 * So many clusters and so many more per layer shape the layers; what is smaller joins a finished
 * one. With twice as many, large images are less stable and pull no less: sid at 60 pulls 1.084 instead
 * of 1.066, at a churn of .049 instead of .025.
 */
export const CONSIDERED = { least: 48, perLayer: 2 } as const;

/**
 * A move has to save this part of a cluster's bytes per update, so that few clusters move to and fro
 * between updates: .02 and .1 are within noise. Without moves bookworm pulls 1.129 and sid 1.154; nixpkgs is
 * within noise.
 */
export const LEAST_GAIN = 0.05;

// Limits of work, which no image of the corpora reaches

/** How often all clusters are looked at for moves. */
export const MOST_SWEEPS = 10;

/** More layers than any runtime takes (500): beyond, the largest paths have layers of their own. */
export const MOST_SHAPED = 256;

/** Popular paths that are distinguished: the largest ones. */
export const MOST_POPULAR = 1024;

/** Roots that are distinguished: the rarest ones, as many as a word has bits. */
export const MOST_ROOTS = 32;

/**
 * Words of all event rows, of 6 bytes, reached at 23 000 paths; beyond, the lightest events are left
 * out. A quarter of it costs 10 % more at 20 000 paths.
 */
export const MOST_EVENT_WORDS = 2 ** 24;

// Several images together

/**
 * What a byte counts in the cost of a fleet (`bytesAhead`): once in the registry, there anew for each update, and in
 * the pull of each image. Figures are of `--tool fleet` with four seeds, before layers were split and with moves of paths:
 * 1.124 / 1.116 / 1.047 on bookworm, 1.138 / 1.115 / 1.035 on sid. With `updates` 2 they were 1.113 / 1.108 / 1.048 and
 * 1.133 / 1.108 / 1.035, with `pulls` 2 1.115 / 1.116 / 1.056 and 1.130 / 1.115 / 1.042, with `storage` 2 1.145 / 1.120 / 1.037 and
 * 1.152 / 1.119 / 1.029: what is stored for less is pulled for more. Equal weights are what a person expects.
 */
export const FLEET_WEIGHTS = { storage: 1, updates: 1, pulls: 1 } as const;

// Layers that an earlier grouping has

/**
 * A layer that stays serves so many updates: what they cost weighs so much against bytes that are
 * pulled now; 4 to 8 are the same to .001. The fresh grouping has to save `margin` of the image's bytes
 * to be taken; where a part `rebuilt` of the paths is new there is nothing to inherit, and images that
 * kept their layers nevertheless would part from each other.
 */
export const PREVIOUS = { updates: 8, margin: 0.01, rebuilt: 0.9 } as const;
