/** What is generated goes stale with everything that it is made from: src/build.ts counts each file that its makers import. */
import { filesRead, steps, type Step } from '../../src/build.js';
import { importsOf, sourceFiles } from '../support/sources.js';

/** All that these files import, and what that imports. */
function reach(entries: string[], follows: (file: string, typeOnly: boolean) => boolean): string[] {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    for (const one of importsOf(file)) if (one.file && follows(one.file, one.typeOnly)) visit(one.file);
  };
  entries.forEach(visit);
  return [...found].sort();
}

const isCode = (file: string): boolean => /\.tsx?$/.test(file);
const isMade = (file: string): boolean => file.startsWith('src/generated/');
const controllers = sourceFiles('src', /\.controller\.ts$/);

/** For each step what it begins at, and which imports have a part in what comes out. */
const MADE_FROM: Record<string, () => string[]> = {
  'types of requests': () =>
    reach(['src/openapi/request-types.ts', ...sourceFiles('src', /\.input\.ts$/)], (file, typeOnly) => isCode(file) && !typeOnly),
  'routes and specification of the API': () =>
    reach(['src/openapi/generate.ts', ...controllers], (file) => isCode(file) && !isMade(file)),
  'components of the admin panel': () =>
    // The tables come into it as data: their descriptions are looked at below.
    reach(
      ['admin/bundle.ts', ...sourceFiles('admin/components').filter((file) => !/\.test\.tsx?$/.test(file))],
      (file, typeOnly) => isCode(file) && !typeOnly && file !== 'src/house.ts',
    ),
  'thread that makes exports': () =>
    reach(['src/exports/bundle.ts', 'src/exports/export-worker.ts'], (file, typeOnly) => isCode(file) && !typeOnly),
  'thread that draws papers': () =>
    reach(
      ['src/billing/papers/pdf/bundle.ts', 'src/billing/papers/pdf/paper-worker.ts'],
      (file, typeOnly) => isCode(file) && !typeOnly,
    ),
};

const step = (name: string): Step => {
  const found = steps().find((one) => one.name === name);
  if (!found) throw new Error(`There is no step ${name}.`);
  return found;
};

describe('what is generated', () => {
  it.each(Object.entries(MADE_FROM))('the %s: goes stale with each file that it is made from', (name, madeFrom) => {
    const files = madeFrom();
    expect(files.length).toBeGreaterThan(3);
    const counted = new Set(filesRead(step(name)));
    expect(files.filter((file) => !counted.has(file))).toEqual([]);
  });

  it('the components of the admin panel: go stale with the descriptions of the tables', () => {
    const counted = new Set(filesRead(step('components of the admin panel')));
    const stated = ['src/house.ts', 'src/records/description.ts', ...sourceFiles('src', /\.(record|form)\.ts$/)];
    expect(stated.filter((file) => !counted.has(file))).toEqual([]);
  });

  it('the routes: go stale with the types of use cases, whatever these do', () => {
    const { byTypes } = step('routes and specification of the API');
    expect(byTypes?.('src/practice/rooms/rooms.service.ts')).toBe(true);
    expect(byTypes?.('src/kernel/error-codes.ts')).toBe(false);
  });
});
