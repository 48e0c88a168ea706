/** CSV after RFC 4180, read by hand: the rows under their headers. */
export function readCsv(text: string): Record<string, string>[] {
  const lines: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const body = text.replace(/^\uFEFF/, '');
  for (let index = 0; index < body.length; index++) {
    const sign = body[index] ?? '';
    if (quoted && sign === '"' && body[index + 1] === '"') {
      cell += '"';
      index++;
    } else if (sign === '"') quoted = !quoted;
    else if (quoted) cell += sign;
    else if (sign === ',' || sign === '\n') {
      lines.at(-1)?.push(cell.replace(/\r$/, ''));
      cell = '';
      if (sign === '\n') lines.push([]);
    } else cell += sign;
  }
  const [headers = [], ...rows] = lines.slice(0, -1);
  return rows.map((row) => Object.fromEntries(headers.map((header, index) => [header, row[index] ?? ''])));
}
