/** One PostgreSQL a run, one database a test file, two files at a time. Started by `npm test` with --experimental-vm-modules. */
export default {
  rootDir: '..',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{src,admin,prisma,tests}/**/*.test.{ts,tsx}'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/src/generated/', '<rootDir>/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/', '<rootDir>/.adminjs/', '<rootDir>/.bench/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  // Data that a package has as JSON and as a script beside it is taken as the script.
  moduleNameMapper: { '^(\\.{1,2}/.*)(?<!\\.json)\\.js$': '$1' },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false, react: { runtime: 'automatic' } },
        },
        module: { type: 'es6' },
      },
    ],
  },
  // The generated client is plain JavaScript and large: leave it as it is.
  transformIgnorePatterns: ['/node_modules/', '/src/generated/prisma/'],
  globalSetup: '<rootDir>/tests/support/global-setup.js',
  globalTeardown: '<rootDir>/tests/support/global-teardown.js',
  maxWorkers: 2,
  testTimeout: 30_000,
};
