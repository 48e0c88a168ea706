/**
 * Runs a test file in the worker's own realm instead of one made for it: jest-circus as it is, over a runtime that imports by Node.
 * The product (3 s to load) is so loaded once a worker and stays warm, and no object has two kinds of `Date`. In return the files of
 * a worker share what a module keeps: a test leaves nothing there, and there is no mocking of modules.
 */
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const { default: circus } = require('jest-circus/runner');
/** Where jest-circus keeps who listens to its events: those of the file before are not for this one. */
const LISTENERS = Symbol.for('EVENT_HANDLERS');

const SERVER_LOG = fileURLToPath(new URL('./server-log.ts', import.meta.url));

const nothing = () => undefined;

/** What jest-circus asks of a runtime. */
const runtime = {
  requireInternalModule(file) {
    delete globalThis[LISTENERS];
    delete require.cache[file];
    return require(file);
  },
  requireModule: (file) => require(file),
  unstable_shouldLoadAsEsm: () => true,
  unstable_importModule(file) {
    // Jest's own way to the lines of the sources knows only what it has transformed itself; Node's knows all.
    Error.prepareStackTrace = undefined;
    process.setSourceMapsEnabled(true);
    return import(pathToFileURL(file).href);
  },
  setGlobalsForRuntime: nothing,
  enterTestCode: nothing,
  leaveTestCode: nothing,
};

/** `the rooms › are listed`: a test's name with those of what it stands in. */
const nameOf = ({ name, parent }) => (parent?.parent ? `${nameOf(parent)} › ${name}` : name);

/** Keeps in `logs` what the product said during each test that failed. */
const listenTo = (takeServerLog, logs) => {
  takeServerLog();
  return ({ name, test }) => {
    if (name !== 'test_done') return;
    const log = takeServerLog();
    if (test.errors.length > 0 && log) logs.push(`  Server log of “${nameOf(test)}”\n\n${log.replace(/^/gm, '    ')}\n`);
  };
};

/**
 * Jest's `testRunner`. Below the failures of a file stands what the product said meanwhile. By `then`: where it waits, an `async` function
 * of ours would stand in the traces of tests, and its line would be shown for theirs.
 */
export default function run(globalConfig, config, _environment, _runtime, testPath, sendMessage) {
  const logs = [];
  return runtime
    .unstable_importModule(SERVER_LOG)
    .then(({ takeServerLog }) => ({
      global: globalThis,
      fakeTimers: null,
      fakeTimersModern: null,
      handleTestEvent: listenTo(takeServerLog, logs),
    }))
    .then((environment) => circus(globalConfig, config, environment, runtime, testPath, sendMessage))
    .then((result) => {
      if (logs.length > 0) result.failureMessage = [result.failureMessage, ...logs].join('\n');
      return result;
    });
}
