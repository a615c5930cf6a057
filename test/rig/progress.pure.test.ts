import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Progress } from './progress.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('where lines stay', () => {
  it('tells every 15 s what is done, how far it is and what remains', () => {
    const output = makeOutput({ isTTY: false });
    const progress = begin(output);
    let done = 0;
    progress.tell(() => ({ what: 'updates', count: [done, 40] }));
    vi.advanceTimersByTime(14_999);
    expect(output.written).toBe('');
    done = 10;
    vi.advanceTimersByTime(15_001);
    progress.end();
    expect(output.written).toBe(
      'rig 0:15  updates, 10 of 40, about 0:45 left\nrig 0:30  updates, 10 of 40, about 1:30 left\n',
    );
  });

  it('tells nothing when it ends sooner, nor afterwards', () => {
    const output = makeOutput({ isTTY: false });
    const progress = begin(output);
    progress.tell('building');
    progress.tell('starting');
    vi.advanceTimersByTime(10_000);
    progress.end();
    vi.advanceTimersByTime(60_000);
    expect(output.written).toBe('');
  });

  it('writes no more than lines to a terminal that cannot erase them', () => {
    const output = makeOutput({ isTTY: true });
    const progress = begin(output, [], 'dumb');
    progress.tell('building');
    vi.advanceTimersByTime(15_000);
    progress.end();
    expect(output.written).toBe('rig 0:15  building\n');
  });
});

describe('on a terminal', () => {
  it('rewrites one line, and leaves nothing behind', () => {
    const output = makeOutput({ isTTY: true });
    const progress = begin(output);
    progress.tell('building');
    expect(screen(output)).toEqual(['rig 0:00  building']);
    vi.advanceTimersByTime(75_000);
    expect(screen(output)).toEqual(['rig 1:15  building']);
    progress.end();
    progress.tell('nothing');
    vi.advanceTimersByTime(5_000);
    expect(screen(output)).toEqual(['']);
  });

  it('keeps what others write, and out of lines that they have not ended', () => {
    const output = makeOutput({ isTTY: true });
    const progress = begin(output);
    progress.tell('building');
    output.write('half a line');
    vi.advanceTimersByTime(2_000);
    expect(screen(output)).toEqual(['half a line']);
    output.write(', and the rest\n');
    vi.advanceTimersByTime(1_000);
    expect(screen(output)).toEqual(['half a line, and the rest', 'rig 0:03  building']);
    progress.end();
    output.write('result\n');
    expect(screen(output)).toEqual(['half a line, and the rest', 'result', '']);
  });

  it('makes way for the other stream on the same terminal, and gives it back', () => {
    const output = makeOutput({ isTTY: true });
    const write = (text: string) => output.write(text);
    const beside = { isTTY: true, write };
    const progress = begin(output, [beside]);
    progress.tell('building');
    beside.write('a figure\n');
    vi.advanceTimersByTime(1_000);
    expect(screen(output)).toEqual(['a figure', 'rig 0:01  building']);
    progress.end();
    expect(beside.write).toBe(write);
  });

  it('cuts what is longer than a line', () => {
    const output = makeOutput({ isTTY: true, columns: 12 });
    const progress = begin(output);
    progress.tell('building');
    expect(screen(output)).toEqual(['rig 0:00  b']);
    progress.end();
  });
});

it('cuts nothing off where the terminal says that it has no columns', () => {
  const output = makeOutput({ isTTY: true, columns: 0 });
  const progress = begin(output);
  progress.tell('building');
  expect(screen(output)).toEqual(['rig 0:00  building']);
  progress.end();
});

describe('what remains', () => {
  it.each([
    { doing: { what: 'a' }, line: 'a' },
    { doing: { what: 'a', count: [0, 9] as [number, number] }, line: 'a, 0 of 9' },
    { doing: { what: 'a', count: [9, 9] as [number, number] }, line: 'a, 9 of 9' },
    { doing: { what: 'a', count: [12, 9] as [number, number] }, line: 'a, 9 of 9' },
    {
      doing: { what: 'a', count: [1, 9] as [number, number], share: 0.5 },
      line: 'a, 1 of 9, about 0:15 left',
    },
    { doing: { what: 'a', share: 0.01 }, line: 'a' },
  ])('of $doing is told as "$line"', ({ doing, line }) => {
    const output = makeOutput({ isTTY: false });
    const progress = begin(output);
    progress.tell(() => doing);
    vi.advanceTimersByTime(15_000);
    progress.end();
    expect(output.written).toBe(`rig 0:15  ${line}\n`);
  });

  it('is guessed from the part that is under way', () => {
    const output = makeOutput({ isTTY: false });
    const progress = begin(output);
    progress.tell('building');
    vi.advanceTimersByTime(40_000);
    progress.tell(() => ({ what: 'reads', share: 0.5 }));
    vi.advanceTimersByTime(5_000);
    progress.end();
    expect(output.written).toMatch(/rig 0:45 {2}reads, about 0:05 left\n$/);
  });
});

function begin(output: Output, beside: Output[] = [], terminal = 'xterm'): Progress {
  return new Progress('rig', { output, beside, terminal });
}

type Output = { isTTY: boolean; columns?: number; write: (text: string) => boolean };

function makeOutput(about: { isTTY: boolean; columns?: number }) {
  const output = {
    ...about,
    written: '',
    write: (text: string) => {
      output.written += text;
      return true;
    },
  };
  return output;
}

/** The lines that a terminal shows. */
function screen({ written }: { written: string }): string[] {
  return written.split('\n').map((line) => line.split('\r\u001b[K').at(-1) ?? '');
}
