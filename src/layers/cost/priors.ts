/**
 * Everything that the cost model and the grouping assume, on one page: what each value is, in which
 * unit, and what speaks for it. Figures are pull / registry / cross at 24 layers by
 * `npm run bench -- quality`; the corpora are two Debian series (bookworm, sid) and two series of
 * nixpkgs (17.09, unstable), see test/bench/README.md. A difference under .003 (.010 on sid) is
 * noise. Whoever doubts a value changes it here and runs that command.
 */

// What changes

/**
 * Releases of the application per update of something below it. Among 0 to 5 the measures of updates
 * do not tell; from 2 on the application has a layer of its own, so that a release pulls no more.
 */
export const RELEASES_PER_UPDATE = 3;

/**
 * An update changes this many rare paths' worth of a closure in one of two cases: the chance that
 * it changes a set of paths with x such paths below them is x ÷ (x + 80). The changes seen in all
 * four corpora follow this from 2 to some hundred paths; 64 to 96 group alike.
 */
export const HALF_CHANGED = 80;

/**
 * A path of fewer bytes has no update of its own in the model, nor one of a smaller part of an image so
 * small that too few would be left. On bookworm and sid such paths were updated a tenth as often as
 * larger ones; 32 KiB and 128 KiB pull .003 to .006 more on bookworm.
 */
export const SMALL = { bytes: 64 * 1024, part: 1 / 1024 } as const;

/**
 * Paths whose versions are equal and at least this long are built from one source and change
 * together; `1.2` is equal by accident too often. 182 of 190 such sets on the Debian corpora
 * changed as a whole. Without this rule bookworm is at 1.136 instead of 1.125; with a common prefix of
 * the names asked for as well, at 1.129. On nixpkgs neither shows (± .001).
 */
export const SHORTEST_VERSION = 4;

// What is shared

/**
 * Bytes that other images cannot share count this much against bytes that an update pulls. More of
 * it lowers registry and cross and raises pull; .4 loses .03 of cross on nixpkgs, .6 gains nothing.
 * Data of fewer than `images` images say less, and count less in proportion: with data of two and three
 * images of bookworm pull was 1.170 and 1.140 otherwise, and is 1.119 and 1.113. Popularity from
 * the graph says little of other images, and counts `fromGraph` of it.
 */
export const SHARING = { weight: 0.5, images: 6, fromGraph: 0.3 } as const;

/**
 * A path is popular where this part of images holds it, and this many: below thirty images three,
 * since two agree by accident (two of thirty: registry 1.198 → 1.243 on bookworm).
 */
export const POPULAR = { part: 0.08, images: 2.4 } as const;

/**
 * Paths are held alike where so many of the images that hold one hold all; and so many of them have
 * the same layer of it. At .95 and 1 nixpkgs has a registry of 1.175 and 1.188 instead of 1.159; at .8
 * pull on 17.09 is 1.053 instead of 1.036.
 */
export const AGREEMENT = 0.9;

/**
 * The rise of the cost, in bytes per update, up to which popular paths merge as other images merge
 * them: this many bytes at this budget and from this many images on. It falls with the square of the
 * budget up to that budget and with its cube above, and with the square of fewer images, of which
 * less is known. The square throughout has a registry of 1.074 instead of 1.065 on bookworm at 60;
 * 2e6 and 4e6 trade registry against pull.
 */
export const ALIKE_PRICE = { bytes: 3e6, layers: 24, images: 30 } as const;

// How far decisions look

/**
 * So many clusters and so many more per layer shape the layers; what is smaller joins a finished
 * one. With twice as many, large images are less stable and pull no less.
 */
export const CONSIDERED = { least: 48, perLayer: 2 } as const;

/**
 * A move has to save this part of a cluster's bytes per update, so that few clusters move to and fro
 * between updates: .02 and .1 are within noise, without moves bookworm is at 1.132 instead of 1.124.
 */
export const LEAST_GAIN = 0.05;

// Limits of work, which no image of the corpora reaches

/** How often all clusters are looked at for moves. */
export const MOST_SWEEPS = 10;

/** More layers than any runtime takes (500): beyond, the largest paths have layers of their own. */
export const MOST_SHAPED = 256;

/** The largest popular paths; more are not told apart. */
export const MOST_POPULAR = 1024;

/** The rarest roots; more are not told apart, as one word of bits holds them. */
export const MOST_ROOTS = 32;

/**
 * Words of all event rows, of 6 bytes, reached at 23 000 paths; beyond, the lightest events are left
 * out. A quarter of it costs 10 % more at 20 000 paths.
 */
export const MOST_EVENT_WORDS = 2 ** 24;

// Layers that an earlier grouping has

/**
 * A layer that stays serves so many updates: what they cost weighs so much against bytes that are
 * pulled now; 4 to 8 are the same to .001. The fresh grouping has to save `margin` of the image's bytes
 * to be taken; where a part `rebuilt` of the paths is new there is nothing to inherit, and images that
 * kept their layers nevertheless would part from each other.
 */
export const PREVIOUS = { updates: 8, margin: 0.01, rebuilt: 0.9 } as const;
