/**
 * A list that comes in pages: the first when it is shown, the next ones when they are wanted. Whoever asks for everything again
 * gets as many pages as there were, so that nothing that is looked at goes away.
 */
import { useRef, useState } from 'preact/hooks';
import type { AnyFailure, CallOptions, Result } from './client';
import { noticeFailure } from './identity';
import { type Answer, useAnswer } from './use-answer';

/** `next`: the cursor of the page after it; null where there is none. */
type Page<Item> = { items: Item[]; next: string | null };

type Ask<Told> = (
  after: { after?: string },
  options: CallOptions,
) => Promise<Result<Told, AnyFailure>>;

export type List<Item> = Answer<Item[]> & {
  /** Asks for the next page; null where there is none. */
  more: (() => void) | null;
  isAdding: boolean;
};

/** `key` says what is asked, `ask` asks for a page of it, `itemsOf` finds its items. */
export function useList<Told extends { next: string | null }, Item>(
  key: string | null,
  ask: Ask<Told>,
  itemsOf: (told: Told) => Item[],
): List<Item> {
  const asked = useRef({ key, pages: 1 });
  if (asked.current.key !== key) asked.current = { key, pages: 1 };
  const { data, error, isOld, isLoading } = useAnswer(key, (options) =>
    askPages(ask, itemsOf, asked.current.pages, options),
  );
  // Grown out of `first`: of another first page it is nothing.
  const [grown, setGrown] = useState<{ first: Page<Item>; whole: Page<Item> } | null>(null);
  const [adding, setAdding] = useState<Page<Item> | null>(null);
  const [failed, setFailed] = useState<{ first: Page<Item>; error: AnyFailure } | null>(null);
  const whole = grown !== null && grown.first === data ? grown.whole : data;
  const isAdding = adding !== null && adding === data;

  const more = async () => {
    if (data === null || whole === null || whole.next === null || isAdding || isOld) return;
    setAdding(data);
    setFailed(null);
    const result = await ask({ after: whole.next }, {});
    setAdding(null);
    if (result.error !== undefined) {
      void noticeFailure(result.error);
      setFailed({ first: data, error: result.error });
      return;
    }
    asked.current.pages += 1;
    const items = [...whole.items, ...itemsOf(result.data)];
    setGrown({ first: data, whole: { items, next: result.data.next } });
  };
  return {
    data: whole?.items ?? null,
    error: error ?? (failed?.first === data ? failed.error : null),
    isOld,
    isLoading,
    more: whole === null || whole.next === null ? null : () => void more(),
    isAdding,
  };
}

async function askPages<Told extends { next: string | null }, Item>(
  ask: Ask<Told>,
  itemsOf: (told: Told) => Item[],
  pages: number,
  options: CallOptions,
): Promise<Result<Page<Item>, AnyFailure>> {
  const items: Item[] = [];
  let after: { after?: string } = {};
  for (let left = pages; ; left -= 1) {
    const result = await ask(after, options);
    if (result.error !== undefined) return result;
    items.push(...itemsOf(result.data));
    const { next } = result.data;
    if (next === null || left <= 1) return { data: { items, next }, response: result.response };
    after = { after: next };
  }
}
