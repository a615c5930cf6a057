import type { Answer } from '../api';

/** The pages of a list, from the first to the last. */
export async function walkPages<Page extends { next: string | null }>(
  ask: (page: Record<string, string>) => Promise<Answer<Page>>,
  limit: number,
): Promise<Page[]> {
  const pages: Page[] = [];
  let cursor: Record<string, string> = {};
  for (;;) {
    const { data } = await ask({ limit: String(limit), ...cursor });
    pages.push(data);
    if (data.next === null) return pages;
    cursor = { after: data.next };
  }
}
