/** How a connection to the database is made: by the pool, and by a thread that has one of its own. Imports nothing that a thread would not start quickly with. */
import pg from 'pg';

const TIMESTAMP = 1114;
const DATE = 1082;

/** `timestamp` columns hold UTC; node-postgres would read them in the server's zone. Dates stay text: they have no zone. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === TIMESTAMP) return (text: string) => new Date(`${text.replace(' ', 'T')}Z`);
    if (oid === DATE) return (text: string) => text;
    return (format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text')) as (
      text: string,
    ) => unknown;
  }) as typeof pg.types.getTypeParser,
};

/**
 * The settings of each connection to the database that `url` names.
 * @param queryTimeoutMs how long an answer may take, over the wire
 */
export function connectionTo(url: string, queryTimeoutMs = 35_000): pg.ClientConfig {
  return {
    connectionString: url,
    // Times without a zone are UTC here, whatever the server's own setting; no request waits for ever.
    options: '-c timezone=UTC -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000',
    connectionTimeoutMillis: 5000,
    // Where the network swallows the answer, statement_timeout is of no use: this is a little later.
    query_timeout: queryTimeoutMs,
    keepAlive: true,
    types,
  };
}
