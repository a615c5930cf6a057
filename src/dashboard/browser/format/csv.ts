/** RFC 4180, by the rules of the export of the API: every text is quoted, and none of them runs as a formula. Pure. */

type Cell = string | number | boolean | null;

/** The signs that formulas begin with, also in full width, and what is skipped before them. */
const FORMULA = /^[\p{Cc}\s]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('');
}

function toCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return `"${harmless.replaceAll('"', '""')}"`;
}
