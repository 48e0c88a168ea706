/** The project's own source files, and what they import. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';
import { fromRoot, readText, ROOT } from './paths.js';

export interface Import {
  /** As written: `../shared/money.js`, `node:fs`. */
  specifier: string;
  /** The project's file behind it (`src/kernel/money.ts`), or undefined for a package. */
  file: string | undefined;
  /** Gone after compilation: `import type`, or nothing but types between the braces. */
  typeOnly: boolean;
}

/** Files of the project below `folder`, as paths from the top with forward slashes; nothing generated. */
export function sourceFiles(folder: string, pattern = /\.tsx?$/): string[] {
  if (!existsSync(fromRoot(folder))) return [];
  return readdirSync(fromRoot(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !/(^|\/)(generated|node_modules|\.adminjs)\//.test(path))
    .sort();
}

export function parse(path: string): ts.SourceFile {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(path, readText(path), ts.ScriptTarget.Latest, true, kind);
}

function fileBehind(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const bare = join(dirname(from), specifier)
    .split(sep)
    .join('/')
    .replace(/\.jsx?$/, '');
  return [`${bare}.ts`, `${bare}.tsx`, `${bare}.js`, bare].find((path) => existsSync(fromRoot(path)));
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return !clause.name && named !== undefined && ts.isNamedImports(named) && named.elements.every((one) => one.isTypeOnly);
}

/** What a file imports or re-exports, also by `import()` with a literal. */
export function importsOf(path: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean): void => {
    found.push({ specifier, file: fileBehind(path, specifier), typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, isTypeOnly(node.importClause));
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument)) add(argument.text, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(path));
  return found;
}
