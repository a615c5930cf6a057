/**
 * The outlines of the countries, as the map of the dashboard shows them: paths of SVG by ISO 3166-1 alpha-2, in whole units of a
 * picture 800 wide. Their shapes are Natural Earth's (public domain), as `world-atlas` has them: at 1:110m, where small states are
 * left out; of those, where they are. By the Natural Earth
 * projection, which is a compromise: Europe is not flat, and Greenland no continent.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const WIDTH = 800;
/** Where the map ends: in degrees, and in the north as its projection has it. */
const SOUTH = -56;
const NORTHERNMOST_Y = 1.4;
/** Hardly anybody visits from there, and it would take a quarter of the picture. */
const LEFT_OUT = 'AQ';

type Point = [x: number, y: number];
type Shape = { id?: string; type: string; arcs: unknown; properties: { name: string } };
type Topology = {
  transform: { scale: Point; translate: Point };
  arcs: Point[][];
  objects: { countries: { geometries: Shape[] } };
};

/**
 * `{ "width", "height", "countries": { "DE": "M…" }, "points": { "MT": [x, y] } }`; what is no country of ISO 3166-1 is drawn
 * under `""`.
 */
export function drawWorld(): string {
  const countries: Record<string, string> = {};
  for (const { code, rings } of readShapes('110m')) {
    const drawn = rings.flatMap(onBothSides).map((ring) => drawRing(ring.map(project)));
    countries[code] = (countries[code] ?? '') + drawn.join('');
  }
  const height = Math.ceil(project([0, SOUTH])[1]);
  const points = readShapes('50m')
    .filter(({ code }) => code !== '' && !(code in countries))
    .map(({ code, rings }): [string, Point] => [code, middleOf(rings[0] ?? [])])
    .filter(([, [, y]]) => y < height);
  return JSON.stringify({
    width: WIDTH,
    height,
    countries: sortKeys(countries),
    points: sortKeys(Object.fromEntries(points)),
  });
}

function readShapes(scale: string): { code: string; rings: Point[][] }[] {
  const file = createRequire(import.meta.url).resolve(`world-atlas/countries-${scale}.json`);
  const topology: Topology = JSON.parse(readFileSync(file, 'utf8'));
  const arcs = topology.arcs.map((arc) => unpackArc(arc, topology.transform));
  return topology.objects.countries.geometries
    .map((shape) => ({ code: codeOf(shape), rings: ringsOf(shape, arcs) }))
    .filter(({ code }) => code !== LEFT_OUT);
}

function middleOf(ring: Point[]): Point {
  const mean = (axis: 0 | 1) => ring.reduce((sum, point) => sum + point[axis], 0) / ring.length;
  const [x, y] = project([mean(0), mean(1)]);
  return [Math.round(x), Math.round(y)];
}

/** A ring that goes over the 180th meridian is cut there into what is at either end of the map. */
function onBothSides(ring: Point[]): Point[][] {
  const isOver = ring.some(([x], i) => Math.abs(x - (ring[i - 1]?.[0] ?? x)) > 180);
  if (!isOver) return [ring];
  const whole = ring.map(([x, y]): Point => [x < 0 ? x + 360 : x, y]);
  const west = cutAt180(whole.map(([x, y]): Point => [360 - x, y]));
  return [cutAt180(whole), west.map(([x, y]): Point => [-x, y])];
}

/** What of a ring is up to there, by Sutherland and Hodgman. */
function cutAt180(ring: Point[]): Point[] {
  return ring.flatMap(([x, y], i): Point[] => {
    const [fromX, fromY] = ring.at(i - 1) ?? [x, y];
    const isIn = x <= 180;
    if (isIn === fromX <= 180) return isIn ? [[x, y]] : [];
    const edge: Point = [180, fromY + ((y - fromY) * (180 - fromX)) / (x - fromX)];
    return isIn ? [edge, [x, y]] : [edge];
  });
}

/** Codes of the UN are aliases of those of ISO in CLDR. */
function codeOf({ id, properties }: Shape): string {
  if (properties.name === 'Kosovo') return 'XK';
  const region = id === undefined ? undefined : new Intl.Locale(`und-${id}`).region;
  return region !== undefined && /^[A-Z]{2}$/.test(region) ? region : '';
}

/** In degrees: its points are steps from the one before. */
function unpackArc(arc: Point[], { scale, translate }: Topology['transform']): Point[] {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
}

/** Of degrees, by the polynomials of https://doi.org/10.1080/15230406.2014.941953 (Natural Earth projection). */
function project([longitude, latitude]: Point): Point {
  const [l, p] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
  const x =
    l * (0.8707 - 0.131979 * p ** 2 - 0.013791 * p ** 4 + 0.003971 * p ** 10 - 0.001529 * p ** 12);
  const y =
    p * (1.007226 + 0.015085 * p ** 2 - 0.044475 * p ** 6 + 0.028874 * p ** 8 - 0.005916 * p ** 10);
  const scale = WIDTH / 2 / (0.8707 * Math.PI);
  return [WIDTH / 2 + x * scale, (NORTHERNMOST_Y - y) * scale];
}

/** The rings of a polygon or of several; an arc that is turned round has the complement of its number. */
function ringsOf({ type, arcs }: Shape, known: Point[][]): Point[][] {
  const polygons: number[][][] = JSON.parse(JSON.stringify(type === 'Polygon' ? [arcs] : arcs));
  return polygons.flat().map((ring) =>
    ring.flatMap((number, i) => {
      const points = number < 0 ? (known[~number] ?? []).toReversed() : (known[number] ?? []);
      return i === 0 ? points : points.slice(1);
    }),
  );
}

/** In steps of whole units; islands that vanish between them are left out. */
function drawRing(ring: Point[]): string {
  const points = ring.map(([x, y]): Point => [Math.round(x), Math.round(y)]);
  const steps = points.slice(1).flatMap(([x, y], i): Point[] => {
    const [fromX, fromY] = points[i] ?? [x, y];
    return x === fromX && y === fromY ? [] : [[x - fromX, y - fromY]];
  });
  const [first] = points;
  if (first === undefined || steps.length < 3) return '';
  return `M${first.join(' ')}l${steps.map((step) => step.join(' ')).join(' ')}z`.replaceAll(
    ' -',
    '-',
  );
}

function sortKeys<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
