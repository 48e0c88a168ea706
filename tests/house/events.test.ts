/** docs/events.md has the catalogue as the code has it, and what an event may tell is no text. */
import { emit } from '../../src/events/emit.js';
import { on } from '../../src/events/listeners.js';
import { ask } from '../../src/events/questions.js';
import { EVENTS } from '../../src/house.js';
import type { Ctx } from '../../src/access/context.js';
import type { EventSpec } from '../../src/events/catalogue.js';
import { readText } from '../support/paths.js';
import { sourceFiles } from '../support/sources.js';

const specs: [string, EventSpec][] = EVENTS.flatMap((group) => Object.entries(group));

/** A line of the document's table. */
function lineOf([name, { version, of, says, data = {}, changes }]: [string, EventSpec]): string {
  const told = Object.entries(data).map(([field, { words }]) => `\`${field}\` ${words}`);
  const all = [...told, ...(changes ? ['`changed` names of fields'] : [])];
  return `| \`${name}\` | ${version} | ${of} | ${says} | ${all.join('; ')} |`;
}

/** The two lists, each without what the other has. */
const apart = (left: string[], right: string[]) => ({
  code: left.filter((one) => !right.includes(one)),
  document: right.filter((one) => !left.includes(one)),
});

const wrong = [
  // @ts-expect-error no such event
  (tx: Ctx) => emit(tx, 'client.upset', { id: 1n }),
  // @ts-expect-error it tells whose it is
  (tx: Ctx) => emit(tx, 'time_off.created', { id: 1n }),
  // @ts-expect-error it tells no name
  (tx: Ctx) => emit(tx, 'time_off.created', { id: 1n, data: { userId: 1n, name: 'x' } }),
  // @ts-expect-error an id is no text
  (tx: Ctx) => emit(tx, 'time_off.created', { id: 1n, data: { userId: 'x' } }),
  // @ts-expect-error no such code
  (tx: Ctx) => emit(tx, 'user.locked', { id: 1n, data: { by: 'NOBODY' } }),
  // @ts-expect-error it tells nothing
  (tx: Ctx) => emit(tx, 'client.created', { id: 1n, data: { name: 'x' } }),
  // @ts-expect-error it tells what differs
  (tx: Ctx) => emit(tx, 'client.updated', { id: 1n }),
  // @ts-expect-error no such event
  () => on('client.upset', 'AFTER_COMMIT', async () => undefined),
  // @ts-expect-error a client's event tells no therapist
  () => on('client.created', 'AFTER_COMMIT', async (_, [one]) => void one?.data.therapistId),
  // @ts-expect-error no such question
  (ctx: Ctx) => ask(ctx, 'location.colour', [1n]),
  // @ts-expect-error it is asked by id
  (ctx: Ctx) => ask(ctx, 'location.appointmentsToCome', ['1']),
];

describe('the catalogue of events', () => {
  it('does not compile with a wrong name, a value too many, too few or of another kind', () => {
    // The compiler has looked at them: see @ts-expect-error above.
    expect(wrong).toHaveLength(11);
  });

  it('stands in docs/events.md, line by line', () => {
    const document = readText('docs/events.md').split('\n');
    const lines = document.filter((line) => /^\| `[a-z_]+\.[a-z_]+` \| \d/.test(line));
    expect(apart(specs.map(lineOf), lines)).toEqual({ code: [], document: [] });
  });

  it('gathers what every feature declares', () => {
    const files = sourceFiles('src', /\.events\.ts$/);
    const gathered = readText('src/house.ts');
    expect(files.length).toBe(EVENTS.length);
    expect(files.filter((path) => !gathered.includes(path.replace(/^src\//, './').replace(/\.ts$/, '.js')))).toEqual([]);
  });

  it('has names of one form, and a use case that says each', () => {
    expect(specs.filter(([name]) => !/^[a-z_]+\.[a-z_]+$/.test(name)).map(([name]) => name)).toEqual([]);
    const code = sourceFiles('src')
      .filter((path) => !path.endsWith('.events.ts'))
      .map(readText)
      .join('\n');
    expect(specs.map(([name]) => name).filter((name) => !code.includes(`'${name}'`))).toEqual([]);
  });

  it('names a setting that prunes it where people look for settings', () => {
    for (const file of ['docs/operations.md', '.env.example', 'docs/events.md']) expect(readText(file)).toContain('EVENT_DAYS');
  });
});
