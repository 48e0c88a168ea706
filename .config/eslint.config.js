/**
 * The rules of style that a machine can check, and the arrows of the house: doors → use cases → pure rules and queries → shared.
 * Types are read by typescript-eslint's project service, so one program serves the whole run.
 */
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

const TESTS = ['tests/**/*.{ts,tsx}', '**/*.test.{ts,tsx}'];

/** Rules as functions of their arguments: no database, no clock, no chance. tests/house/sources.test.ts holds the same list. */
const PURE = [
  'src/**/rules/*.ts',
  'src/kernel/*.ts',
  'src/access/permissions.ts',
  'src/access/scope.ts',
  'src/access/actor.ts',
  'src/access/account-rule.ts',
];

/** What may read the environment; everything else takes its settings from Config. */
const READS_ENVIRONMENT = ['src/config/config.ts', 'prisma/prisma.config.ts', 'tests/**', '.config/**'];

/** What may speak SQL: it has a name there. */
const SPEAKS_SQL = ['src/**/*.{queries,sql}.ts', 'src/database/**', 'prisma/**', ...TESTS];

const noEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Settings are read once, in src/config/config.ts: take them from Config.',
};
const SQL_HAS_A_NAME = 'Raw SQL lives in *.queries.ts, *.sql.ts and src/database: give it a name there.';
const noRawSql = [
  { selector: 'MemberExpression[property.name=/^\\$(queryRaw|executeRaw)(Unsafe)?$/]', message: SQL_HAS_A_NAME },
  { selector: "CallExpression[callee.property.name='query']", message: SQL_HAS_A_NAME },
  {
    selector: 'ImportDeclaration[source.value=/database/] ImportSpecifier[imported.name=/^(prepared|once)$/]',
    message: SQL_HAS_A_NAME,
  },
];
/** zod runs a pattern on text of any length, also on one that `max` has refused already. */
const noBarePattern = {
  selector: "CallExpression[callee.property.name='regex']",
  message: 'Text is held to a length before it is held to a pattern: use matching() of src/kernel/validation.ts.',
};
const noClock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'A pure rule takes the time as an argument.' },
  {
    selector: "CallExpression[callee.object.name=/^(Date|performance)$/][callee.property.name='now']",
    message: 'A pure rule takes the time as an argument.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'A pure rule takes chance as an argument.',
  },
];

const noPrismaClient = {
  regex: '(generated/prisma|@prisma/client|database/client)',
  allowTypeImports: true,
  message: 'A pure rule knows no database (types are fine).',
};
const noTests = { regex: '(^|/)tests/', message: 'The product does not know its tests.' };
const noHttp = {
  regex: '^(express|@tsoa/runtime|tsoa|supertest|(node:)?https?)$|(^|/)http/(?!etag\\.js$)|\\.controller\\.js$',
  message: 'A use case does not know which door it was called through: HTTP words live in controllers.',
};

const restrictImports = (...patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] });
const restrictSyntax = (...selectors) => ({ 'no-restricted-syntax': ['error', ...selectors] });

export default tseslint.config(
  {
    ignores: [
      'src/generated/**',
      'node_modules/**',
      'coverage/**',
      'dist/**',
      '.adminjs/**',
      '.data/**',
      '.bench/**',
      'tests/screenshots/**',
      // A project of its own, whose packages are below .bench: it is compiled there, strictly, when it is installed.
      'tests/bench/peers/nest/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommendedTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    plugins: { regexp },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: new URL('..', import.meta.url).pathname } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['warn', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'off',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      ...restrictSyntax(noEnvironment, ...noRawSql, noBarePattern),
      // An expression that takes longer than its text is long: a client sends the text.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-boolean-literal-compare': 'error',
      '@typescript-eslint/no-unnecessary-type-arguments': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'error',
      // `!` is not used here; a narrowing assertion says what it narrows to.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // Our functions are plain ones in records of functions: they know no `this` that could be lost.
      '@typescript-eslint/unbound-method': 'off',
      // A door that has nothing to wait for is still async to its caller.
      '@typescript-eslint/require-await': 'off',
      // Prisma's and Express's own names come as they are; null and '' are told apart by hand.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
    },
  },
  // What a test reads it has made itself.
  {
    files: TESTS,
    rules: { 'regexp/no-super-linear-backtracking': 'off', 'regexp/no-super-linear-move': 'off' },
  },
  // The arrows. The rule has one list of patterns a file, so each narrower block repeats what it keeps.
  { files: ['src/**/*.ts', 'admin/**/*.{ts,tsx}'], ignores: TESTS, rules: restrictImports(noTests) },
  {
    files: ['src/**/*.service.ts', 'src/**/*.queries.ts', 'src/**/*.input.ts', 'src/records/**/*.ts', 'src/jobs/**/*.ts'],
    ignores: [...TESTS, 'src/jobs/*.controller.ts'],
    rules: restrictImports(noTests, noHttp),
  },
  {
    files: ['src/kernel/**/*.ts'],
    ignores: TESTS,
    rules: restrictImports(noTests, {
      regex: '^\\.\\./(?!(generated)/|config\\.js$|context\\.js$)',
      allowTypeImports: true,
      message: 'src/kernel holds no business: it imports no feature.',
    }),
  },
  {
    files: PURE,
    ignores: TESTS,
    rules: {
      ...restrictImports(noTests, noPrismaClient, noHttp),
      ...restrictSyntax(noEnvironment, ...noRawSql, noBarePattern, ...noClock),
    },
  },
  { files: SPEAKS_SQL, rules: restrictSyntax(noEnvironment, noBarePattern) },
  { files: READS_ENVIRONMENT, rules: restrictSyntax(...noRawSql) },
  { files: ['src/kernel/validation.ts', 'src/kernel/fields.ts'], rules: restrictSyntax(noEnvironment, ...noRawSql) },
  {
    // What talks to a person at a terminal.
    files: ['src/server.ts', 'prisma/**', 'tests/support/**', 'tests/bench/**', 'src/build.ts', 'src/demo.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // zod's own types say it better than we could.
    files: ['src/**/*.input.ts', 'src/kernel/validation.ts', 'src/kernel/fields.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  {
    files: TESTS,
    rules: {
      'no-restricted-syntax': 'off',
      // Answers of an HTTP test are `any` by supertest's types; the assertion is the check.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['**/*.{js,mjs,cjs}'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['**/*.{js,mjs,cjs}'],
    rules: { ...tseslint.configs.disableTypeChecked.rules, '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  // CommonJS has no other way to import.
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
