/** What a process takes of the machine, from Linux's `/proc`. */
import { readdirSync, readFileSync } from 'node:fs';

/** The workerd that this process has started. */
export function workerdPid(): number {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (field(pid, 'PPid') === process.pid && /^Name:\s+workerd$/m.test(status(pid))) {
      return Number(pid);
    }
  }
  throw new Error('there is no workerd');
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
