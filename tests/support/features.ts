/** docs/features/ as the tests read it: a row for each thing that the document names, with where it is and which test shows it. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { fromRoot, readText } from './paths.js';
import { sourceFiles } from './sources.js';

export type KeyKind = 'feature' | 'endpoint' | 'table' | 'column' | 'value' | 'name';

export interface Key {
  kind: KeyKind;
  /** As written: `GET /api/clients`, `clients.status`, `client_status.ACTIVE`, `User.timezone`, or the words of a feature. */
  text: string;
}

export interface Row {
  /** `docs/features/clients.md:12`, for whoever must mend it. */
  place: string;
  keys: Key[];
  /** Files and folders of the product, or endpoints. */
  where: string[];
  /** Test files, as paths from the top. */
  tests: string[];
  /** What is missing, with its area; none where all of it stands. */
  missing: { area: string; part: string }[];
  /** What stands under "shown by" and is neither a test nor a "not yet". */
  stray: string;
}

const KINDS: [KeyKind, RegExp][] = [
  ['endpoint', /^(GET|POST|PUT|DELETE) \/api/],
  ['table', /^[a-z][a-z_]*$/],
  ['column', /^[a-z_]+\.[a-z0-9_]+$/],
  ['value', /^[a-z_]+\.[A-Z0-9_]+$/],
  ['name', /^[A-Z][A-Za-z]+\.[a-z][A-Za-z]+$/],
];
const NOT_YET = /not yet \(([a-z]+)\): ([^;|]+)/g;

/** The pages, by area: `clients` is docs/features/clients.md. */
export function pages(): string[] {
  return sourceFiles('docs/features', /\.md$/);
}

export function areaOf(page: string): string {
  return basename(page, '.md');
}

/** Each row of each table of a page but heads and rules. */
export function rowsOf(page: string): Row[] {
  return readText(page)
    .split('\n')
    .flatMap((line, index) => {
      const cells = line.startsWith('|') ? line.split('|').slice(1, -1) : [];
      const [first = '', , where = '', shown = ''] = cells.map((cell) => cell.trim());
      if (cells.length === 0 || first === '' || /^(what|-+)$/.test(first)) return [];
      return [row(`${page}:${index + 1}`, first, where, shown)];
    });
}

function row(place: string, first: string, where: string, shown: string): Row {
  const built = shown.replace(NOT_YET, '');
  return {
    place,
    keys: keysOf(first),
    where: code(where),
    tests: code(built).map(testFile),
    missing: [...shown.matchAll(NOT_YET)].map(([, area = '', part = '']) => ({ area, part: part.trim() })),
    stray: built.replace(/`[^`]*`|[,;\s]/g, ''),
  };
}

function keysOf(cell: string): Key[] {
  const features = [...cell.matchAll(/\*\*([^*]+)\*\*/g)].map(([, text = '']): Key => ({ kind: 'feature', text }));
  const others = code(cell).map((text): Key => {
    const kind = KINDS.find(([, pattern]) => pattern.test(text))?.[0];
    if (!kind) throw new Error(`no kind of key is written like ${text}`);
    return { kind, text };
  });
  return [...features, ...others];
}

const code = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);

/** `api/clients/clients` is tests/api/clients/clients.test.ts; a test beside its rule is named in full. */
function testFile(name: string): string {
  if (/\.test\.tsx?$/.test(name)) return name;
  const bare = `tests/${name}.test`;
  return existsSync(fromRoot(`${bare}.tsx`)) ? `${bare}.tsx` : `${bare}.ts`;
}
