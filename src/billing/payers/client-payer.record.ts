import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, keeping, removes } from '../../records/forms.js';
import { clientPayerChanges, newClientPayer } from './client-payers.input.js';
import { createClientPayer, deleteClientPayer, updateClientPayer } from './client-payers.service.js';

export const clientPayerRecord = record('ClientPayer', {
  what: 'client payer',
  permissions: { view: P.VIEW_BILLING, ...all(P.EDIT_BILLING) },
  scope: { client: 'client' },
  search: [],
  addresses: ['client-payers'],
  title: (row, say) => (row.percent === null ? say.money(row.upTo) : `${say.text(row.percent)} %`),
  whose: 'clientId',
  panel: {
    shownWith: 'clientId',
    label: 'Who pays',
    one: 'payer',
    list: ['clientId', 'position', 'insuranceId', 'fundingId', 'percent', 'upTo', 'validTo'],
    form: ['clientId', 'position', 'insuranceId', 'fundingId', 'percent', 'upTo', 'validFrom', 'validTo'],
    labels: { position: 'Order', percent: 'Per cent', upTo: 'Up to, of each invoice', validFrom: 'From', validTo: 'Until' },
    help: {
      position: 'Empty: the last.',
      percent: 'Of what those leave who pay up to a sum. What nobody pays is the client’s.',
      upTo: 'Or per cent.',
    },
    mayBeEmpty: ['position'],
    sort: ['position', 'asc'],
  },
  constraints: {
    client_payers_one_check: {
      code: 'client_payer.one',
      detail: 'Say a policy or a funding source: one of the two.',
      path: 'insuranceId',
    },
    client_payers_part_check: { code: 'client_payer.part', detail: 'Say per cent or a sum: one of the two.', path: 'percent' },
    client_payers_days_check: {
      code: 'client_payer.dates',
      detail: 'It ends on or after the day on which it begins.',
      path: 'validTo',
    },
  },
  create: creates(newClientPayer, createClientPayer, ['position']),
  update: keeping(
    'clientId',
    ['record.client_fixed', 'A payer stays with its client.'],
    changes(clientPayerChanges, updateClientPayer, ['position']),
  ),
  remove: removes(deleteClientPayer),
});
