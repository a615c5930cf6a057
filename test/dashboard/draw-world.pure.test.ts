import { describe, expect, it } from 'vitest';
import { drawWorld } from '../../src/dashboard/draw-world';

type World = {
  width: number;
  height: number;
  countries: Record<string, string>;
  points: Record<string, [number, number]>;
};
const world: World = JSON.parse(drawWorld());

/** The corners of a path, whose first point of each ring is absolute and whose others are steps. */
function corners(path: string): [x: number, y: number][] {
  return path.split('z').flatMap((ring) => {
    const numbers = (ring.match(/-?\d+/g) ?? []).map(Number);
    let [x, y] = [0, 0];
    return Array.from({ length: numbers.length / 2 }, (_, i): [number, number] => {
      x += numbers[2 * i] ?? 0;
      y += numbers[2 * i + 1] ?? 0;
      return [x, y];
    });
  });
}

describe('the map', () => {
  it('has large countries as shapes, small ones as points, and none as both', () => {
    expect(Object.keys(world.countries)).toEqual(expect.arrayContaining(['DE', 'US', 'BR', 'XK']));
    expect(Object.keys(world.points)).toEqual(expect.arrayContaining(['SG', 'MT', 'HK']));
    expect(Object.keys(world.points).filter((code) => code in world.countries)).toEqual([]);
    const codes = [...Object.keys(world.countries), ...Object.keys(world.points)];
    expect(codes.filter((code) => !/^([A-Z]{2})?$/.test(code))).toEqual([]);
  });

  it('has all of them within its picture', () => {
    const all = [
      ...Object.values(world.countries).flatMap(corners),
      ...Object.values(world.points),
    ];
    const outside = all.filter(
      ([x, y]) => x < 0 || x > world.width || y < 0 || y > world.height + 2,
    );
    expect(outside).toEqual([]);
  });

  it('has no country that reaches from one end to the other', () => {
    const widths = Object.entries(world.countries).flatMap(([code, path]) =>
      path.split('z').map((ring) => {
        const xs = corners(ring).map(([x]) => x);
        return { code, width: xs.length === 0 ? 0 : Math.max(...xs) - Math.min(...xs) };
      }),
    );
    expect(widths.filter(({ width }) => width > world.width / 2)).toEqual([]);
  });

  it('has countries where they are', () => {
    const [x, y] = corners(world.countries.DE ?? '')[0] ?? [];
    const [singaporeX = 0, singaporeY = 0] = world.points.SG ?? [];
    expect(x).toBeGreaterThan(world.width / 2);
    expect(x).toBeLessThan(singaporeX);
    expect(y).toBeLessThan(singaporeY);
  });
});
