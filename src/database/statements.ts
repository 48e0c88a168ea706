/**
 * Prepared statements, a bounded number on each connection. Each has its text and its plan in the memory of the database's process, for
 * as long as the connection lasts; a list whose filters are combined freely has thousands of texts.
 */
import pg from 'pg';

/** More than the product asks for again and again; each takes some 10 to 200 kB of the database's process. */
export const MOST_STATEMENTS = 200;

/** node-postgres does not declare what it keeps of the statements that a connection knows, by name. */
type Connection = pg.Connection & { parsedStatements: Record<string, string> };

/** The statements of one connection, by their text: the one that was used longest ago is the first. */
class Kept {
  private readonly names = new Map<string, string>();
  private made = 0;

  /** The name of `text` on this connection, which counts as used now. Over the bound, the one used longest ago is let go. */
  use(text: string, connection: pg.Connection): string {
    let name = this.names.get(text);
    if (name === undefined) {
      this.letGo(connection);
      name = `s${++this.made}`;
    } else this.names.delete(text);
    this.names.set(text, name);
    return name;
  }

  private letGo(connection: pg.Connection): void {
    if (this.names.size < MOST_STATEMENTS) return;
    for (const [text, name] of this.names) {
      this.names.delete(text);
      delete (connection as Connection).parsedStatements[name];
      // Part of the next statement's own message: no way there and back, and allowed in a transaction that has failed.
      connection.close({ type: 'S', name }, true);
      return;
    }
  }
}

const keptOf = new WeakMap<pg.Connection, Kept>();

/** A query that is prepared, under the name that its text has on the connection that it gets. */
export class PreparedQuery<Row extends pg.QueryResultRow> extends pg.Query<Row> {
  declare readonly text: string;
  declare name: string;

  constructor(text: string, values: unknown[]) {
    super({ text, values });
    const { submit } = this;
    this.submit = (connection) => {
      let kept = keptOf.get(connection);
      if (!kept) keptOf.set(connection, (kept = new Kept()));
      this.name = kept.use(text, connection);
      submit.call(this, connection);
    };
  }
}
