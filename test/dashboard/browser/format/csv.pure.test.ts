import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../../../src/dashboard/browser/format/csv';

describe('a table as CSV', () => {
  it('is read back as it was, whatever is in its texts', () => {
    const rows = [
      ['by', 'sessions'],
      ['a,b;"c"\nd', 3],
      [null, 0],
      ['<img src=x onerror=alert(1)>', 1.5],
    ];
    const { data } = Papa.parse(toCsv(rows), { skipEmptyLines: true });
    expect(data).toEqual(rows.map((row) => row.map((cell) => String(cell ?? ''))));
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\nx',
    '＝1',
    '＠x',
    ' =1+1',
    '\u0000=1+1',
    '\u00a0\t@x',
  ])('has nothing that a spreadsheet would run: %j', (text) => {
    expect(toCsv([[text]])).toBe(`"'${text}"\r\n`);
  });

  it('has numbers as they are', () => {
    expect(toCsv([[-1, true]])).toBe('-1,true\r\n');
  });
});
