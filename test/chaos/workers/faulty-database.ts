/** D1 with faults in front: the real database does the work, whenever it is let. */
import { type DatabasePlan, LONGEST_FAULT_MS } from './plan';
import { chooseHarm, note, randomMs } from './state';

const TERMINALS = ['first', 'all', 'run', 'raw'];

type Doing = <T>(work: () => Promise<T>) => Promise<T>;

/** Who uses the database. */
export type DatabaseUser = {
  odds(): DatabasePlan;
  session(): string;
  /** Around each call; the first may reset the object. */
  begin(): void;
  end(): void;
};

export function faultyDatabase(db: D1Database, user: DatabaseUser): D1Database {
  const real = new WeakMap<D1PreparedStatement, D1PreparedStatement>();
  const doing: Doing = async (work) => {
    user.begin();
    try {
      return await suffer(work);
    } finally {
      user.end();
    }
  };
  const suffer: Doing = async (work) => {
    const harm = chooseHarm(user.odds());
    if (harm !== null) note(`d1 ${harm}`, user.session());
    switch (harm) {
      case 'refuse':
        throw new Error('D1_ERROR: D1 DB is overloaded. Too many requests queued.');
      case 'cut':
        throw new Error('Network connection lost.');
      case 'timeout':
        await scheduler.wait(randomMs(LONGEST_FAULT_MS));
        throw new Error('D1_ERROR: D1 DB storage operation exceeded timeout.');
      case 'answerLost':
        await work();
        throw new Error('D1_ERROR: Network connection lost.');
      case 'writtenLate':
        void scheduler.wait(randomMs(3 * LONGEST_FAULT_MS)).then(work, () => undefined);
        throw new Error('D1_ERROR: D1 DB storage operation exceeded timeout.');
      case 'slow':
        await scheduler.wait(randomMs(LONGEST_FAULT_MS));
        return work();
      case null:
        return work();
      default:
        return harm satisfies never;
    }
  };
  const faultyStatement = (statement: D1PreparedStatement): D1PreparedStatement => {
    const faulty = new Proxy(statement, {
      get(target, name) {
        if (name === 'bind') {
          return (...values: unknown[]) => faultyStatement(target.bind(...values));
        }
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return TERMINALS.includes(String(name))
          ? (...values: unknown[]) => doing(() => member.apply(target, values))
          : member.bind(target);
      },
    });
    real.set(faulty, statement);
    return faulty;
  };
  return new Proxy(db, {
    get(target, name) {
      if (name === 'prepare') return (sql: string) => faultyStatement(target.prepare(sql));
      if (name === 'batch') {
        return (statements: D1PreparedStatement[]) =>
          doing(() => target.batch(statements.map((one) => real.get(one) ?? one)));
      }
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
