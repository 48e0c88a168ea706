/** What CONTRIBUTING, README and docs/ name is there: a newcomer follows each path. */
import { existsSync, readdirSync } from 'node:fs';
import { fromRoot, readText } from '../support/paths.js';

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(fromRoot('docs'), { recursive: true, encoding: 'utf8' })
    // docs/features/ names tests without their folder: features.test.ts reads it.
    .filter((name) => name.endsWith('.md') && !name.startsWith('features'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`),
];

/** Whole paths of the project: no patterns, no placeholders. */
const PATH = /`((?:src|admin|tests|prisma|docs|openapi|\.config|\.ci)\/[\w./-]*[\w/])`/g;

describe('the documents', () => {
  it('name files and folders that are there', () => {
    const faults = documents.flatMap((document) =>
      [...readText(document).matchAll(PATH)]
        .map(([, path = '']) => path)
        .filter((path) => !['', '.test.ts', '.ts'].some((ending) => existsSync(fromRoot(path + ending))))
        .map((path) => `${document}: ${path}`),
    );
    expect([...new Set(faults)]).toEqual([]);
  });

  it('lead to one another by links that are there', () => {
    const faults = documents.flatMap((document) =>
      [...readText(document).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
        .map(([, link = '']) => fromRoot(document, '..', link))
        .filter((path) => !existsSync(path))
        .map((path) => `${document}: ${path}`),
    );
    expect(faults).toEqual([]);
  });
});
