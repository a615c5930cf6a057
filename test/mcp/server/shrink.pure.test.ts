import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, cursorBy, shrink } from '../../../src/mcp/server/shrink';

const item = (at: number) => ({ id: `id-${at}`, at, text: 'x'.repeat(50) });
const list = (count: number) => Array.from({ length: count }, (_, at) => item(at));
const cut = { list: 'items', after: cursorBy('at', 'id') };

describe('a list', () => {
  it('that fits stays whole', () => {
    const data = { items: list(3), next: null };
    expect(shrink(data, { cut }, 10_000)).toEqual({ data, more: [] });
  });

  it('that has a next page says how to get it', () => {
    const { more } = shrink({ items: list(3), next: '2_id-2' }, { cut }, 10_000);
    expect(more).toEqual(['For the next page ask again with after="2_id-2".']);
  });

  it('is cut after the last item that fits, and goes on there, whatever the sizes', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1000, max: 4000 }), (lengths, maxBytes) => {
        const items = lengths.map((length, at) => ({ ...item(at), text: 'ü'.repeat(length) }));
        const { data, more } = shrink({ items, next: null }, { cut }, maxBytes);
        const shown = Array.isArray(data.items) ? data.items : [];
        expect(shown).toEqual(items.slice(0, shown.length));
        expect(shown.length).toBeGreaterThan(0);
        const isWhole = shown.length === items.length;
        if (isWhole) return;
        const last = shown.at(-1);
        expect(data.next).toBe(`${last.at}_${last.id}`);
        expect(more.join(' ')).toContain(`after="${last.at}_${last.id}"`);
        if (shown.length > 1) expect(bytesOf({ ...data, more })).toBeLessThanOrEqual(maxBytes);
      }),
    );
  });

  it.each([null, '9_id-9'])(
    'is cut rather than its texts where next is %j, for any room',
    (next) => {
      const items = [105, 270, 63].map((length, at) => ({ ...item(at), text: 'ü'.repeat(length) }));
      for (let maxBytes = 900; maxBytes < 1300; maxBytes += 1) {
        const { data } = shrink({ items, next }, { cut }, maxBytes);
        const shown = Array.isArray(data.items) ? data.items : [];
        expect(shown, `${maxBytes} bytes`).toEqual(items.slice(0, shown.length));
      }
    },
  );

  it('is cut rather than its texts after many sentences about other lists', () => {
    const tops = ['pages', 'sources', 'countries'];
    const others = Object.fromEntries(tops.map((name) => [name, list(100)]));
    const items = list(100).map((one) => ({ ...one, text: 'x'.repeat(150) }));
    for (let maxBytes = 4096; maxBytes < 9000; maxBytes += 7) {
      const { data, more } = shrink(
        { ...others, items },
        { tops, cut: { list: 'items' } },
        maxBytes,
      );
      const shown = Array.isArray(data.items) ? data.items : [];
      expect(shown, `${maxBytes} bytes`).toEqual(items.slice(0, shown.length));
      expect(bytesOf({ ...data, more })).toBeLessThanOrEqual(maxBytes);
    }
  });

  it('without pages says what comes next where it can', () => {
    const goOn = ({ at }: Record<string, unknown>) => `Go on with ${at}.`;
    const { data, more } = shrink({ items: list(40) }, { cut: { list: 'items', goOn } }, 1000);
    const count = Array.isArray(data.items) ? data.items.length : 0;
    expect(more[0]).toBe(
      `${count} of 40 items are shown, to keep this short; max_bytes allows more. Go on with ${count}.`,
    );
    expect(data).not.toHaveProperty('next');
  });
});

describe('parts', () => {
  const drops = [
    { part: ['inner', 'a'], instead: 'ask a.' },
    { part: ['inner', 'none'], instead: 'never.' },
    { part: ['b'], instead: 'ask b.' },
  ];
  const data = { inner: { a: 'x'.repeat(500), kept: 1 }, b: 'y'.repeat(500), c: 1 };

  it('stay while all fits', () => {
    expect(shrink(data, { drops }, 5000)).toEqual({ data, more: [] });
  });

  it('are left out in their order until it fits, each with what to do instead', () => {
    const less = shrink(data, { drops }, 800);
    expect(less).toEqual({
      data: { ...data, inner: { kept: 1 } },
      more: ['inner.a is left out: ask a.'],
    });
    const least = shrink(data, { drops }, 200);
    expect(least.data).toEqual({ inner: { kept: 1 }, c: 1 });
    expect(least.more).toEqual(['inner.a is left out: ask a.', 'b is left out: ask b.']);
  });
});

describe('texts', () => {
  it('are cut where even one item is too long, only as far as is needed, and ids are not', () => {
    const id = crypto.randomUUID();
    const long = { id, name: 'n'.repeat(3000), inner: { note: 'ü'.repeat(3000) } };
    const shrunk = (maxBytes: number) => shrink({ items: [long] }, { cut }, maxBytes);
    expect(shrunk(20_000)).toEqual({ data: { items: [long] }, more: [] });
    for (const [maxBytes, chars] of [
      [3000, 500],
      [1000, 200],
      [600, 100],
      [450, 60],
    ] as const) {
      const { data, more } = shrunk(maxBytes);
      const name = `${'n'.repeat(chars)}…`;
      const inner = { note: `${'ü'.repeat(chars)}…` };
      expect(data).toEqual({ items: [{ id, name, inner }] });
      expect(more).toEqual([`Texts are cut after ${chars} characters; max_bytes allows more.`]);
      expect(bytesOf({ ...data, more })).toBeLessThanOrEqual(maxBytes);
    }
  });

  it('are cut between letters', () => {
    const { data } = shrink({ name: `x${'😀'.repeat(300)}` }, {}, 600);
    expect(data.name).toMatch(/^x(😀)+\ufffd?…$/u);
  });
});
