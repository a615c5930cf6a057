/** The values of a statement, in the order of its parameters. D1 takes 100. */
export class Bindings {
  readonly #values: (string | number)[] = [];

  /** The parameter that stands for the value, such as `?3`. No value is ever part of the SQL itself. */
  bind(value: string | number): string {
    this.#values.push(value);
    return `?${this.#values.length}`;
  }

  prepare(db: D1Database, sql: string): D1PreparedStatement {
    return db.prepare(sql).bind(...this.#values);
  }
}
