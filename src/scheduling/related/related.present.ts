/** The dates of a row as the API writes them, the rest as it is. */
export function withInstants<Item>(row: object): Item {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !name.startsWith('__'))
      .map(([name, value]: [string, unknown]) => [name, value instanceof Date ? value.toISOString() : value]),
  ) as Item;
}
