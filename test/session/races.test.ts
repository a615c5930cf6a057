import { expect, it } from 'vitest';
import { asAdmin, end, makeSite, open, read, update } from '../api';
import { recordWhen, runAlarm } from '../support/stored';

const FIFTY = Array.from({ length: 50 }, (_, index) => index);

it('makes exactly one session of 50 concurrent creates with one id', async () => {
  const site_id = await makeSite();
  const id = crypto.randomUUID();
  const answers = await Promise.all(FIFTY.map(() => open({ site_id, id })));
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(49).fill(200), 201]);
  expect(answers.filter(({ data }) => data.is_new_session)).toHaveLength(1);
  expect(new Set(answers.map(({ data }) => data.session_id))).toEqual(new Set([id]));
  expect(new Set(answers.map(({ data }) => data.visitor_id)).size).toBe(1);
});

it('keeps the highest counters of 50 concurrent updates', async () => {
  const site_id = await makeSite();
  const { session_id } = (await open({ site_id })).data;
  const answers = await Promise.all(
    FIFTY.map((n) =>
      update(
        { site_id, session_id, page_views: (n * 37) % 50, custom_data: { [`k${n}`]: n } },
        // A page would be limited to what so short a time allows.
        asAdmin,
      ),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const { data } = await read(session_id, site_id);
  expect(data.page_views).toBe(49);
  expect(Object.keys(data.custom_data)).toHaveLength(50);
});

it('loses nothing of 50 concurrent updates with an end in their middle', async () => {
  const site_id = await makeSite();
  const sent_at = Date.now();
  const { session_id } = (await open({ site_id, sent_at }, asAdmin)).data;
  const exit_url = 'https://shop.example/bye';
  const answers = await Promise.all(
    FIFTY.map((n) =>
      n === 25
        ? end({ site_id, session_id, exit_url, sent_at: sent_at + 100 }, asAdmin)
        : update({ site_id, session_id, page_views: n, sent_at: sent_at + n }, asAdmin),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const { data } = await read(session_id, site_id);
  expect(data).toMatchObject({
    status: 'ended',
    ended_by: 'client',
    page_views: 49,
    exit_url: 'https://shop.example/bye',
  });
  const record = await recordWhen(session_id, ({ page_views }) => page_views === 49);
  expect(record).toMatchObject({ status: 'ended', ended_at: data.ended_at });
});

it('answers 409 to every update after an end without sent_at', async () => {
  const site_id = await makeSite();
  const { session_id } = (await open({ site_id })).data;
  await end({ site_id, session_id });
  await new Promise((resolve) => setTimeout(resolve, 5));
  const answers = await Promise.all(
    FIFTY.map((n) => update({ site_id, session_id, page_views: n })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([409]));
  expect(answers[0]?.error).toMatchObject({
    code: 'session_ended',
    details: { exit_type: 'bounce' },
  });
  expect((await read(session_id, site_id)).data.page_views).toBe(0);
});

it('keeps the first of many concurrent ends', async () => {
  const site_id = await makeSite();
  const { session_id } = (await open({ site_id })).data;
  const answers = await Promise.all(
    FIFTY.map((n) => end({ site_id, session_id, exit_url: `https://shop.example/${n}` })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const urls = new Set(answers.map(({ data }) => data.exit_url));
  expect(urls.size).toBe(1);
  await runAlarm(session_id);
  expect((await read(session_id, site_id)).data.exit_url).toBe([...urls][0]);
});
