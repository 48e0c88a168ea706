/** What a confidential communication says is read one at a time, and each reading leaves a trace. */
import { withApp } from '../../support/app.js';
import { aCommunication } from '../../support/builders.js';
import { panelOf } from '../support/panel.js';

const app = withApp();

it('is neither in the list nor behind a reference, but on its own page, which is audited', async () => {
  const panel = await panelOf(app, 'STAFF');
  const open = await aCommunication(app.prisma, { content: 'bring the blue folder', securityClassification: 'INTERNAL' });
  const closed = await aCommunication(app.prisma, {
    content: 'a diagnosis in words',
    notes: 'more of it',
    securityClassification: 'CONFIDENTIAL',
  });
  const list = JSON.stringify(await panel.list('Communication', {}));
  expect(list).toContain('bring the blue folder');
  expect(list).not.toContain('a diagnosis in words');
  expect(list).not.toContain('more of it');
  const readings = (id: bigint) =>
    app.prisma.auditEvent.count({ where: { action: 'READ', recordType: 'Communication', recordId: String(id) } });
  expect([await readings(open.id), await readings(closed.id)]).toEqual([0, 0]);
  const page = await panel.show('Communication', String(closed.id));
  expect(page.text).toContain('a diagnosis in words');
  expect([await readings(open.id), await readings(closed.id)]).toEqual([0, 1]);
});
