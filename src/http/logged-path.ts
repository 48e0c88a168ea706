/** Behind these words of an address stands a secret, unless it is an id. */
const SECRET = /(\/calendar-feeds\/+)(?!\d+\/*$)[^/].*$|(^\/+pay\/+)[^/].*$/i;

/** The path of an address as a log, a metric or the audit trail may have it: without the query, and without secrets. */
export function loggedPath(address: string): string {
  return (address.split('?')[0] ?? '').replace(SECRET, '$1$2:token');
}
