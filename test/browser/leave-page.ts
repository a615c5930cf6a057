/** A page with links and forms, which its visitor leaves. No message of it may need a preflight. */
import { afterEach, expect } from 'vitest';
import type { Settings } from '../rig/shops.ts';
import { expectSession, openWatchedShop, pass, useRig } from './rig.ts';

export const WITHOUT_NAVIGATION = `<script>
  Object.defineProperty(window, 'navigation', { value: undefined });
</script>`;
const BODY = `<a id="link" href="/two">two</a>
  <a id="file" href="/file">file</a>
  <a id="named" href="/file" download>file</a>
  <a id="pdf" href="/bare.pdf">brochure</a>
  <a id="nothing" href="/nothing">nothing</a>
  <a id="bare" href="/bare">bare</a>
  <a id="place" href="#place">place</a>
  <a id="blank" href="/two" target="_blank">blank</a>
  <form action="/two"><input id="field" name="action"><button id="submit">Go</button></form>
  <form action="/elsewhere" method="post"><button id="other" formaction="/two">Go</button></form>`;

let watched: Awaited<ReturnType<typeof openWatchedShop>> | undefined;

export function useLeavePage(): void {
  useRig();
  afterEach(() => {
    expect(watched?.detour.state.preflights ?? 0).toBe(0);
  });
}

export async function openShopToLeave(settings: Settings = {}) {
  watched = await openWatchedShop({ body: BODY, ...settings });
  return watched;
}

/** Opens a page that its visitor has looked at for a while. */
export async function visit(head = '', body = BODY) {
  const opened = await openShopToLeave({ head, body });
  const page = await opened.shop.visit('/one');
  await expect.poll(opened.kinds).toEqual(['open']);
  await expectSession(opened.shop).toMatchObject({ status: 'active', page_views: 1 });
  await pass(700);
  return { page, ...opened };
}
