/**
 * The floor, which also writes a row to D1 after the answers to create and end, as ours does: with one
 * statement, one column beside the key, and no index. On this machine D1 shares a thread with the Worker, which
 * in production it does not.
 */
import floor, { VisitorSession as Floor } from './floor';

export class VisitorSession extends Floor {
  override create(): string {
    this.ctx.waitUntil(this.#project(0));
    return super.create();
  }

  override end(): string {
    this.ctx.waitUntil(this.#project(1));
    return super.end();
  }

  #project(version: number): Promise<unknown> {
    return this.env.DB.prepare(
      `INSERT INTO erased_visitors (site_id, visitor_hash, erased_at) VALUES ('', ?1, ?2)
      ON CONFLICT (site_id, visitor_hash) DO UPDATE SET erased_at = ?2`,
    )
      .bind(this.ctx.id.toString(), version)
      .run();
  }
}

export default floor;
