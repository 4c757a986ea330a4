import { expect, test } from 'vitest';
import { groupLayers } from '../../src/layers/group-layers.ts';
import type { Grouping } from '../../src/layers/grouping.ts';
import { parsePrevious } from '../../src/layers/previous/parse-previous.ts';
import { namesJson } from '../../src/report/grouping-json.ts';
import { sharedBytes } from '../../src/tuning/common-layers.ts';
import { fleetMatrix } from '../../src/tuning/fleet-matrix.ts';
import { fleetSummary } from '../../src/tuning/fleet-summary.ts';
import { measureSeries } from '../../src/tuning/measure-series.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { drawGraph } from '../helpers/draw-graph.ts';
import { randomUpdates } from '../helpers/random-updates.ts';
import { closureFrom } from '../helpers/store-graph.ts';

/** Two images that have libc in common, each path a layer of its own. */
const [web, api] = [
  drawGraph('web', 'web 1 > libc', 'libc 10'),
  drawGraph('api', 'api 2 > libc', 'libc 10'),
].map((graph) => groupLayers(closureFrom(graph), { budget: 2 })) as [Grouping, Grouping];

const WEB = { name: 'web', budget: 2, layers: 2, paths: 2, narSize: 11, shared: 10, added: 1 };

test('a layer of several images is stored once', () => {
  const images = [
    { name: 'web', grouping: web },
    { name: 'api', grouping: api },
  ];
  expect(fleetSummary(images)).toEqual({
    images: [WEB, { ...WEB, name: 'api', narSize: 12, added: 2 }],
    layers: 3,
    shared: 10,
    registry: 13,
    floor: 13,
  });
});

test('layers of fixed images are shared, and those of an earlier grouping not pulled', () => {
  const earlier = parsePrevious(namesJson(api));
  const images = [{ name: 'web', grouping: web, previous: earlier }];
  expect(fleetSummary(images, [earlier])).toEqual({
    images: [{ ...WEB, pulled: 1 }],
    layers: 2,
    shared: 10,
    registry: 11,
    floor: 11,
  });
  const byName = parsePrevious('[["libc"]]');
  expect(fleetSummary(images, [byName]).shared).toBe(10);
  expect(fleetSummary(images, [parsePrevious('[["libc aaaaaaaa"]]')]).shared).toBe(0);
});

test('it agrees with what is computed image by image', () => {
  checkProperty(randomUpdates, ({ older, newer }) => {
    const groupings = [older, newer, older].map((graph, index) =>
      groupLayers(closureFrom(graph), { budget: 2 + index }),
    );
    const summary = fleetSummary(groupings.map((grouping, at) => ({ name: String(at), grouping })));
    groupings.forEach((grouping, at) => {
      const others = groupings.filter((_, other) => other !== at);
      const { narSize, shared, added } = summary.images[at]!;
      expect(shared).toBe(sharedBytes(grouping, others).layers);
      expect(shared + added).toBe(narSize);
    });
    const series = groupings.map((grouping) => ({ image: '', snapshots: [grouping] }));
    const ratio = summary.floor === 0 ? 1 : summary.registry / summary.floor;
    expect(ratio).toBe(measureSeries(series).registry);

    const matrix = fleetMatrix(groupings);
    matrix.forEach((row, at) => {
      row.forEach((common, other) => {
        expect(common).toEqual(sharedBytes(groupings[at]!, [groupings[other]!]));
      });
    });
  });
});
