/** What the source files may not do, whatever they are about. */
import ts from 'typescript';
import { importsOf, parse, sourceFiles } from '../support/sources.js';
import { readText } from '../support/paths.js';

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
const product = [...sourceFiles('src'), ...sourceFiles('admin')].filter((path) => !isTest(path));

/** Rules as functions of their arguments; .config/eslint.config.js holds the same list. */
const PURE = [
  /^src\/([^/]+\/)+rules\/[^/]+\.ts$/,
  /^src\/kernel\/[^/]+\.ts$/,
  /^src\/access\/(permissions|scope|actor|account-rule)\.ts$/,
];
const pure = product.filter((path) => PURE.some((pattern) => pattern.test(path)));

/** Settings are read in one place; what starts programs hands the environment on from there. */
const READS_ENVIRONMENT = ['src/config/config.ts', 'prisma/prisma.config.ts'];

/** Whether nothing in the file runs: it describes shapes, and decides nothing. */
const isTypesAlone = (path: string): boolean =>
  parse(path).statements.every(
    (one) =>
      ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one) || (ts.isImportDeclaration(one) && isTypeImport(one)),
  );
const isTypeImport = ({ importClause }: ts.ImportDeclaration): boolean =>
  importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;

/** Calls that take the time, or chance, from nowhere. */
function impurities(path: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression.getText() : '';
    const readsClock =
      (ts.isNewExpression(node) && text === 'Date' && (node.arguments?.length ?? 0) === 0) ||
      /^(Date\.now|performance\.now|Temporal\.Now\.\w+)$/.test(text);
    if (readsClock || /^(Math\.random|randomUUID|randomBytes)$/.test(text)) found.push(`${path}: ${text}`);
    ts.forEachChild(node, visit);
  };
  visit(parse(path));
  return found;
}

describe('the source files', () => {
  it('are there', () => {
    expect(product.length).toBeGreaterThan(20);
    expect(pure.length).toBeGreaterThan(30);
  });

  it('keep pure rules free of the database', () => {
    const faults = pure.flatMap((path) =>
      importsOf(path)
        .filter((one) => !one.typeOnly && /generated\/prisma|@prisma\/|database\/|^pg$/.test(one.specifier))
        .map((one) => `${path}: ${one.specifier}`),
    );
    expect(faults).toEqual([]);
  });

  it('keep pure rules free of HTTP, its types too', () => {
    const http = /^(express|tsoa|@tsoa\/runtime|(node:)?https?)$|(^|\/)http\/|\.controller\.js$/;
    const faults = pure.flatMap((path) =>
      importsOf(path)
        .filter((one) => http.test(one.specifier))
        .map((one) => `${path}: ${one.specifier}`),
    );
    expect(faults).toEqual([]);
  });

  it('keep pure rules free of the clock and of chance', () => {
    expect(pure.flatMap(impurities)).toEqual([]);
  });

  it('have a test beside each pure rule that decides something', () => {
    const tests = new Set(sourceFiles('src').filter(isTest));
    // Tables of words: tests/house/permissions.test.ts and error-codes.test.ts hold them to their uses.
    const tables = /^src\/(access\/permissions|kernel\/(error-codes(\.\w+)?|errors|languages|warnings))\.ts$/;
    const decides = pure.filter((path) => !tables.test(path) && !isTypesAlone(path));
    expect(decides.filter((path) => !tests.has(path.replace(/\.ts$/, '.test.ts')))).toEqual([]);
  });

  it('read the environment in one place', () => {
    const faults = [...product, ...sourceFiles('prisma')].filter(
      (path) => !READS_ENVIRONMENT.includes(path) && !isTest(path) && /\bprocess\.env\b/.test(withoutComments(path)),
    );
    expect(faults).toEqual([]);
  });

  it('speak SQL in queries files and src/database alone', () => {
    const raw =
      /\$(queryRaw|executeRaw)(Unsafe)?\b|\.query(<[^(]*>)?\(|import \{[^}]*\b(prepared|once)\b[^}]*\} from '[^']*database/;
    const faults = product.filter(
      (path) => !/\.(queries|sql)\.ts$|^src\/database\//.test(path) && raw.test(withoutComments(path)),
    );
    expect(faults).toEqual([]);
  });

  it('call no use case by HTTP words: services and queries know no express', () => {
    const faults = product
      .filter((path) => /\.(service|queries|input)\.ts$/.test(path))
      .flatMap((path) =>
        importsOf(path)
          .filter((one) => /^(express|tsoa|@tsoa\/runtime)$|\.controller\.js$/.test(one.specifier))
          .map((one) => `${path}: ${one.specifier}`),
      );
    expect(faults).toEqual([]);
  });
});

function withoutComments(path: string): string {
  return readText(path).replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');
}
