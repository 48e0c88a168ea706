/** The table of error codes: every refusal of the product is in it, under the statuses that it comes with. The compiler holds the code to it. */
import { ERROR_CODES } from '../../src/kernel/error-codes.js';
import { operationsOf, readSpec } from '../support/openapi.js';
import { sourceFiles } from '../support/sources.js';
import { readText } from '../support/paths.js';

const product = [...sourceFiles('src'), ...sourceFiles('admin')].filter(
  (path) => !/\.test\.tsx?$|^src\/generated\/|error-codes\.ts$/.test(path),
);

describe('the table of error codes', () => {
  it('says of each what is wrong and what to do, in a sentence each', () => {
    const faults = [...ERROR_CODES.values()].filter(
      ({ title, remedy, statuses }) =>
        !/^[A-Z`].{8,160}\.$/.test(title) || !/^[A-Z`].{5,160}\.$/.test(remedy) || statuses.length === 0,
    );
    expect(faults).toEqual([]);
  });

  it('has no code that nothing answers with', () => {
    const text = product.map((path) => readText(path)).join('\n');
    const unused = [...ERROR_CODES.keys()].filter((code) => !code.endsWith('.not_found') && !text.includes(`'${code}'`));
    expect(unused).toEqual([]);
  });

  it('knows each status that the spec lists for a refusal', () => {
    const known = new Set([...ERROR_CODES.values()].flatMap(({ statuses }) => statuses.map(String)));
    const listed = new Set(
      operationsOf(readSpec()).flatMap((one) => Object.keys(one.responses).filter((status) => status >= '400')),
    );
    expect([...listed].filter((status) => !known.has(status))).toEqual([]);
  });
});
