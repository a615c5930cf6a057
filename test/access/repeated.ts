import { type Answer, open } from '../api';

export const IDENTIFIES = 60;
export const WRITES = 1200;

/** Windows follow the wall clock: a test that straddles two would count twice as many. */
export async function waitForWindow(): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 25_000) await new Promise((resolve) => setTimeout(resolve, left + 100));
}

export const by = (address: string) => ({ 'cf-connecting-ip': address });

export async function openAt(site_id: string, address: string): Promise<string> {
  return (await open({ site_id }, by(address))).data.session_id;
}

/** At most 60 at a time. */
export async function repeat(times: number, call: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  while (answers.length < times) {
    const batch = Math.min(60, times - answers.length);
    answers.push(...(await Promise.all(Array.from({ length: batch }, call))));
  }
  return answers;
}

export const countOk = (answers: Answer[]) => answers.filter(({ status }) => status === 200).length;
