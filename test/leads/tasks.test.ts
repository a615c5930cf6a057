import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectFailure, makeSite } from '../api';
import { walkPages } from '../support/pages';
import { changeTask, listTasks } from './records';

const LEADS = [crypto.randomUUID(), crypto.randomUUID()];
const STATUSES = ['pending', 'in_progress', 'pending', 'completed', 'failed'];
let site_id: string;
const ids = STATUSES.map(() => crypto.randomUUID());

beforeAll(async () => {
  site_id = await makeSite();
  const insert = env.DB.prepare(
    'INSERT INTO tasks (task_id, site_id, lead_id, session_id, status, created_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const rows = STATUSES.map((status, index) =>
    insert.bind(ids[index], site_id, LEADS[index % 2], crypto.randomUUID(), status, index),
  );
  await env.DB.batch(rows);
});

const placesOf = async (filter: Record<string, string>) =>
  (await listTasks(site_id, filter)).data.tasks.map(({ task_id }) => ids.indexOf(task_id));

describe('the list of tasks', () => {
  it('has those of the site, the newest first', async () => {
    const { tasks, next } = (await listTasks(site_id)).data;
    expect(next).toBeNull();
    expect(tasks.map(({ created_at }) => created_at)).toEqual([4, 3, 2, 1, 0]);
    expect(tasks.at(-1)).toEqual({
      task_id: ids[0],
      site_id,
      lead_id: LEADS[0],
      session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'pending',
      created_at: 0,
    });
  });

  it('is filtered by status and lead', async () => {
    expect(await placesOf({ status: 'pending' })).toEqual([2, 0]);
    expect(await placesOf({ lead_id: String(LEADS[1]) })).toEqual([3, 1]);
    expect(await placesOf({ lead_id: String(LEADS[1]), status: 'completed' })).toEqual([3]);
    expect(await placesOf({ lead_id: crypto.randomUUID() })).toEqual([]);
  });

  it.each([1, 2, 4, 5])('comes in pages of %i, each task once', async (limit) => {
    const pages = await walkPages((page) => listTasks(site_id, page), limit);
    const shown = pages.flatMap(({ tasks }) => tasks.map(({ created_at }) => created_at));
    expect(shown).toEqual([4, 3, 2, 1, 0]);
  });

  it.each([[{ status: 'open' }], [{ lead_id: 'x' }], [{ lead: LEADS[0] }]])(
    'refuses %o',
    async (filter) => {
      expectFailure(await listTasks(site_id, filter), 400, 'validation_failed');
    },
  );
});

describe('a task', () => {
  it('changes in its status alone', async () => {
    const [before] = (await listTasks(site_id, { status: 'in_progress' })).data.tasks;
    const changed = await changeTask(site_id, String(ids[1]), { status: 'completed' });
    expect(changed.data).toEqual({ ...before, status: 'completed' });
    expect(await placesOf({ status: 'completed' })).toEqual([3, 1]);
  });

  it.each([[{}], [{ status: 'done' }], [{ status: null }]])(
    'does not change to %o',
    async (body) => {
      expectFailure(await changeTask(site_id, String(ids[0]), body), 400, 'validation_failed');
    },
  );
});
