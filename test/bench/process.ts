/** What a process takes of the machine, from Linux's `/proc`. */
import { readdirSync, readFileSync } from 'node:fs';

/** The workerd that this process has started, the last one if there are several. */
export function workerdPid(): number {
  const pid = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter(
      (name) => field(name, 'PPid') === process.pid && /^Name:\s+workerd$/m.test(status(name)),
    )
    .map(Number)
    .sort((a, b) => startedAt(b) - startedAt(a))[0];
  if (pid === undefined) throw new Error('there is no workerd');
  return pid;
}

/** What it has used of the processors, the kernel's work for it apart, in ms: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export function cpuMs(pid: number): number {
  return Number(statOf(pid)[11]) * MS_PER_TICK;
}

/** `sysconf(_SC_CLK_TCK)` is 100 wherever Linux has run for decades. */
const MS_PER_TICK = 10;

function startedAt(pid: number): number {
  return Number(statOf(pid)[19]);
}

/** From the third field on: the second, a name in brackets, may hold blanks. */
function statOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
}

/** Memory that is resident, its own: files that it has mapped are the system's to drop. */
export function memoryMiB(pid: number): number {
  return field(String(pid), 'RssAnon') / 1024;
}

export function openFiles(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

function field(pid: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status(pid))?.[1]);
}

/** Empty when the process is gone. */
function status(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
