/** docs/errors.md, from the table of error codes. */
import type { ErrorExplanation } from '../kernel/error-codes.js';

const HEAD = `# Error codes

Made by \`npm run generate:api\` from [src/kernel/error-codes.ts](../src/kernel/error-codes.ts); do not edit.

A refusal is \`application/problem+json\` (RFC 9457): \`type\`, \`title\`, \`status\`, \`detail\` (for people), \`code\` (for programs), \`requestId\`, and \`errors\`
with the path and the fault of each field. A 409 tells the present state as well: what it clashes with (\`conflicts\`, \`clashesWith\`), the status that the
record has (\`present\`) and those that it can go to (\`allowed\`). The server explains each code at the address that \`type\` names, \`/api/errors/<code>\`.
A browser that opens an address of the API in a tab (\`Sec-Fetch-Mode: navigate\`) is told in a page, with the same status.
`;

/** The page: each code with its status, what is wrong, and what to do. */
export function errorsPage(codes: Iterable<ErrorExplanation>): string {
  const rows = [...codes].map(
    ({ code, statuses, title, remedy }) =>
      `| \`${code}\` | ${statuses.join(', ')} | ${title.replaceAll('|', '\\|')} | ${remedy.replaceAll('|', '\\|')} |`,
  );
  return [HEAD, '| code | status | what is wrong | what to do |', '|---|---|---|---|', ...rows, ''].join('\n');
}
