/** What people follow is an address of the web, whoever wrote it: by the panel's forms, and past every door. */
import { withApp } from '../../support/app.js';
import { add, formFor } from '../support/form-values.js';
import { faultOf, panelOf, type Panel } from '../support/panel.js';

const BAD = ['javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', 'meet.example.org', 'https://a b'];

describe('links', () => {
  const app = withApp();
  let panel: Panel;
  beforeAll(async () => {
    panel = await panelOf(app, 'ADMIN');
  });

  it('are held by the database, in every column that is one', async () => {
    const { rows } = await app.database.pool.query<{ named: string; held: boolean }>(
      `SELECT c.table_name || '.' || c.column_name AS named, EXISTS (
         SELECT FROM pg_constraint k WHERE k.contype = 'c' AND k.conrelid = c.table_name::regclass
           AND pg_get_constraintdef(k.oid) ~ (c.column_name || '.*(https|\\^/)')) AS held
       FROM information_schema.columns c
       WHERE c.table_schema = 'public' AND c.column_name ~ '(^|_)(link|url|website|endpoint)$'`,
    );
    expect(rows.length).toBeGreaterThan(6);
    expect(rows.filter(({ held }) => !held).map(({ named }) => named)).toEqual([]);
  });

  it.each(BAD)('are refused at their field: %s', async (link) => {
    const form = await formFor(panel, 'VirtualSession');
    const answer = await panel.create('VirtualSession', { ...form, hostLink: link });
    expect(answer.record.errors.hostLink?.message).toMatch(/web address/);
    const id = await add(panel, 'VirtualSession');
    const changed = await panel.edit('VirtualSession', id, { joinLink: link });
    expect(faultOf(changed)).toMatch(/web address/);
    await expect(
      app.prisma.fundingProgram.create({ data: { name: 'P', programType: 'PUBLIC', website: link } as never }),
    ).rejects.toThrow();
  });
});
