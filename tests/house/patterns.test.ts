/** The patterns of the specification run on what a client sends: none may take longer than the text is long. */
import { Linter } from 'eslint';
import regexp from 'eslint-plugin-regexp';
import { readSpec } from '../support/openapi.js';

const RULES = {
  'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
  'regexp/no-super-linear-move': ['error', { report: 'potential' }],
} as const;

/** What the linter finds slow in a pattern. */
function slow(pattern: string): string[] {
  const code = `export default ${String(new RegExp(pattern))};`;
  const found = new Linter().verify(code, { plugins: { regexp }, rules: RULES as never });
  return found.map(({ ruleId, message }) => `${pattern}: ${ruleId ?? ''} ${message}`);
}

const patternsIn = (part: unknown): string[] =>
  typeof part !== 'object' || part === null
    ? []
    : Object.entries(part).flatMap(([name, value]) =>
        name === 'pattern' && typeof value === 'string' ? [value] : patternsIn(value),
      );

it('the patterns of the specification are linear', () => {
  const patterns = [...new Set(patternsIn(readSpec()))];
  expect(patterns.length).toBeGreaterThan(3);
  expect(patterns.flatMap(slow)).toEqual([]);
});

it('and one that is not is found', () => {
  expect(slow('^[0-9 ]*[0-9][0-9 ]*x$')).not.toEqual([]);
  expect(slow('/+$')).not.toEqual([]);
});
