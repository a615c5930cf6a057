/** Lets the browser save a table as a file. */
import { toCsv } from '../format/csv';
import type { Table } from './tables';

/** `name`: without an ending. */
export function saveTable(name: string, table: Table): void {
  const url = URL.createObjectURL(new Blob([toCsv(table)], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.csv`;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
