/** What `npm run check:node` runs under each other Node: processes of the product alone, which bring their own PostgreSQL. */
import all from '../jest.config.js';

export default {
  ...all,
  rootDir: '../..',
  testMatch: ['<rootDir>/tests/nodes/*.test.ts'],
  testPathIgnorePatterns: [],
  globalSetup: undefined,
  globalTeardown: undefined,
  maxWorkers: 1,
};
