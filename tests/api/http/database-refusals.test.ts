/** The last wall: what the database refuses by itself, past the use cases, and how its refusal reads. */
import { FUNDING_STATUSES } from '../../../src/clients/funding/funding.input.js';
import { translateDatabaseError } from '../../../src/database/errors.js';
import { withApp } from '../../support/app.js';
import { aFunding } from '../../support/builders.js';

describe('the status of a funding', () => {
  const app = withApp();

  it('takes in the database what the use case takes', async () => {
    const made = [];
    for (const status of FUNDING_STATUSES) made.push(await aFunding(app.prisma, { status }));
    expect(made.map((funding) => funding.status)).toEqual(FUNDING_STATUSES);
  });

  it.each(['', 'active', 'CANCELLED'])('is refused by the database at its field: %j', async (status) => {
    const refusal = translateDatabaseError(await aFunding(app.prisma, { status }).catch((error: unknown) => error));
    expect(refusal).toMatchObject({ status: 422, code: 'funding.status', errors: [{ path: 'status' }] });
    const { id } = await aFunding(app.prisma);
    const change = app.prisma.clientFunding.update({ where: { id }, data: { status } });
    expect(translateDatabaseError(await change.catch((error: unknown) => error))).toMatchObject({ code: 'funding.status' });
  });
});
