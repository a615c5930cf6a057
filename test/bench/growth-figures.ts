/** What D1, the disk and workerd use after a step of `growth.ts`, and a line of its table. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Load } from './load.ts';

/** What `deleteAll` leaves of an object under local workerd. */
const EMPTY_FILE_BYTES = 4096;

export type Figures = {
  at: string;
  sessions: number;
  /** Sessions finished in a second. */
  rate: number;
  d1Bytes: number;
  /** Objects whose file has a state. */
  withState: number;
  files: number;
  diskBytes: number;
  memory: number;
  openFiles: number;
  update: Load;
};

export const HEADINGS = [
  'when   ',
  'sessions',
  'per s',
  'D1 MiB',
  'D1 bytes each',
  'with state',
  'object files',
  'disk MiB',
  'memory MiB',
  'open files',
  'update p50 ms',
  'p99 ms',
];

export function printFigures(figures: Figures, start: Figures): void {
  const { sessions, d1Bytes, update } = figures;
  const cells = [
    figures.at,
    sessions,
    figures.rate === 0 ? '' : figures.rate.toFixed(0),
    mebibytes(d1Bytes),
    sessions === 0 ? '' : ((d1Bytes - start.d1Bytes) / sessions).toFixed(0),
    figures.withState,
    figures.files,
    mebibytes(figures.diskBytes),
    figures.memory.toFixed(0),
    figures.openFiles,
    update.p50.toFixed(2),
    update.p99.toFixed(2),
  ];
  const pad = (cell: string | number, column: number) => {
    const width = HEADINGS[column]?.length ?? 0;
    return column === 0 ? String(cell).padEnd(width) : String(cell).padStart(width);
  };
  console.log(cells.map(pad).join('  '));
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

/** The objects' files as they are on disk. A log that is not empty belongs to an object in memory. */
export function measureObjects(folder: string): Pick<Figures, 'withState' | 'files' | 'diskBytes'> {
  const found = { withState: 0, files: 0, diskBytes: 0 };
  for (const file of readdirSync(folder)) {
    const stat = statSync(path.join(folder, file), { throwIfNoEntry: false });
    if (stat === undefined) continue;
    found.diskBytes += stat.blocks * 512;
    if (!file.endsWith('.sqlite') || file === 'metadata.sqlite') continue;
    found.files += 1;
    const log = statSync(path.join(folder, `${file}-wal`), { throwIfNoEntry: false });
    if (stat.size > EMPTY_FILE_BYTES || (log?.size ?? 0) > 0) found.withState += 1;
  }
  return found;
}
