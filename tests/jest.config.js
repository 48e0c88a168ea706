/** One PostgreSQL a run, one database a test file, three files at a time, in workers that keep the product loaded. Started by `npm test` with tsx. */
export default {
  rootDir: '..',
  testEnvironment: 'node',
  testRunner: '<rootDir>/tests/support/native-runner.js',
  testMatch: ['<rootDir>/{src,admin,prisma,tests}/**/*.test.{ts,tsx}'],
  // tests/nodes is for the other Nodes: `npm run check:node`.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/src/generated/', '<rootDir>/dist/', '<rootDir>/tests/nodes/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/', '<rootDir>/.adminjs/', '<rootDir>/.bench/'],
  // Node and tsx load the files.
  transform: {},
  globalSetup: '<rootDir>/tests/support/global-setup.js',
  globalTeardown: '<rootDir>/tests/support/global-teardown.js',
  // Some wait for what a process or a clock does: three keep two cores at work.
  maxWorkers: 3,
  testTimeout: 30_000,
};
