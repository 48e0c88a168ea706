/** What a source file tells of its types: its text without what its functions do. */
import ts from 'typescript';

/** Whether its types are all there without its body. */
const isTold = (node: ts.Node): node is ts.FunctionLikeDeclaration & { body: ts.Node } =>
  (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isMethodDeclaration(node)) &&
  node.type !== undefined &&
  node.body !== undefined;

/**
 * The text of a TypeScript file without the bodies of those functions and methods that say what they give. All else may have a part in a
 * type: constants, decorators, comments, bodies of functions whose answer is inferred.
 */
export function signaturesOf(text: string): string {
  let told = '';
  let from = 0;
  const visit = (node: ts.Node): void => {
    if (!isTold(node)) return ts.forEachChild(node, visit);
    told += text.slice(from, node.body.getFullStart());
    from = node.body.getEnd();
  };
  visit(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS));
  return told + text.slice(from);
}
