import pg from 'pg';
import { Prisma } from '../generated/prisma/client.js';
import { safeError } from './safe-error.js';

const PATIENT = 'Sam Rivera';
const logged = (error: unknown): string => JSON.stringify(safeError(error));

describe('an error in the log', () => {
  it('says what kind it is, what it says, and where it was thrown', () => {
    const told = safeError(new TypeError('x is not a function'));
    expect(told).toMatchObject({ type: 'TypeError', message: 'x is not a function' });
    expect(told.stack).toMatch(/^\s+at .*safe-error\.test\.ts/);
  });

  it('keeps no value of the database’s: code, table and constraint alone', () => {
    const error = Object.assign(new pg.DatabaseError(`Key (name)=(${PATIENT}) already exists.`, 10, 'error'), {
      severity: 'ERROR',
      code: '23505',
      table: 'Client',
      constraint: 'client_name_key',
      detail: `Key (name)=(${PATIENT}) already exists.`,
      where: `INSERT … VALUES ('${PATIENT}')`,
    });
    expect(safeError(error)).toMatchObject({
      type: 'DatabaseError',
      code: '23505',
      table: 'Client',
      constraint: 'client_name_key',
    });
    expect(safeError(error)).not.toHaveProperty('message');
    expect(logged(error)).not.toContain(PATIENT);
  });

  it('keeps no argument of a query', () => {
    const errors = [
      new Prisma.PrismaClientKnownRequestError(`Invalid create() with ${PATIENT}`, { code: 'P2002', clientVersion: '7' }),
      new Prisma.PrismaClientUnknownRequestError(`Invalid create() with ${PATIENT}`, { clientVersion: '7' }),
      new Prisma.PrismaClientValidationError(`Argument firstName: ${PATIENT}`, { clientVersion: '7' }),
    ];
    for (const error of errors) expect(logged(error)).not.toContain(PATIENT);
    expect(safeError(errors[0])).toMatchObject({ type: 'PrismaClientKnownRequestError', code: 'P2002' });
  });

  it('goes by the name where the kind was lost on the way', () => {
    const error = Object.assign(new Error(`value ${PATIENT}`), { name: 'DriverAdapterError' });
    expect(logged(error)).not.toContain(PATIENT);
  });

  it('keeps no message in the stack, over several lines either', () => {
    const error = Object.assign(new Error(`first ${PATIENT}\nsecond ${PATIENT}`), { severity: 'ERROR' });
    expect(error.stack).toContain(PATIENT);
    expect(logged(error)).not.toContain(PATIENT);
  });

  it('tells its causes alike, as many as help', () => {
    const cause = Object.assign(new Error(`row ${PATIENT}`), { severity: 'ERROR', code: '23514' });
    const error = new Error('could not book', { cause });
    expect(safeError(error)).toMatchObject({ message: 'could not book', cause: { type: 'Error', code: '23514' } });
    expect(logged(error)).not.toContain(PATIENT);
    const round = new Error('round');
    round.cause = round;
    expect(logged(round).match(/"round"/g)).toHaveLength(4);
  });

  it('of what is no error says its type alone', () => {
    expect([safeError(PATIENT), safeError(undefined), safeError(null)]).toEqual([
      { type: 'string' },
      { type: 'undefined' },
      { type: 'object' },
    ]);
  });

  it('keeps fields only where they are texts that name something', () => {
    const error = Object.assign(new Error('odd'), { code: { name: PATIENT }, table: [PATIENT], constraint: 3 });
    expect(Object.keys(safeError(error))).toEqual(['type', 'message', 'stack']);
  });
});
