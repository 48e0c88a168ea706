import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, keeping, removes } from '../../records/forms.js';
import { paidPackages, usesOfPackages } from '../packages/packages.queries.js';
import { newPackage, packageChanges } from '../packages/packages.input.js';
import { createPackage, deletePackage, updatePackage } from '../packages/packages.service.js';

export const clientPackageRecord = record('ClientPackage', {
  what: 'package',
  permissions: { view: P.VIEW_BILLING, ...all(P.EDIT_BILLING) },
  scope: { client: 'client', learners: ['learnerId'] },
  search: [],
  addresses: ['packages'],
  title: (row, say) => say.dashed(say.day(row.validFrom), say.money(row.price)),
  whose: 'clientId',
  beside: (ctx, rows) =>
    usesOfPackages(
      ctx,
      rows.map(({ id }) => id as bigint),
    ),
  // What is paid is paid: more would be refused.
  notOffered: async (ctx, rows) => {
    const paid = await paidPackages(
      ctx,
      rows.map(({ id }) => id as bigint),
    );
    return new Map(paid.map((id) => [id, ['pay']]));
  },
  readOnly: ['amountDue', 'endedAt', 'endReason'],
  panel: {
    shownWith: 'clientId',
    label: 'Packages',
    list: ['displayName', 'expiresOn', 'endedAt'],
    form: ['clientId', 'learnerId', 'serviceCodeId', 'visits', 'price', 'validFrom', 'expiresOn', 'refundRule', 'notes'],
    labels: {
      price: 'Price, before taxes',
      amountDue: 'To be paid',
      validFrom: 'From',
      expiresOn: 'Expires on',
      refundRule: 'Given back of unused visits',
      endedAt: 'Ended',
      endReason: 'Why it ended',
      displayName: 'Package',
    },
    labelled: {
      refundRule: {
        LIST_PRICE: 'What was paid, less what was used at its list price',
        PACKAGE_PRICE: 'What the unused visits cost in the package',
        NONE: 'Nothing',
      },
    },
    help: {
      learnerId: 'Left empty: whichever of the client’s learners.',
      serviceCodeId: 'Visits that are billed as this service use it, as far as it is paid.',
      price: 'For all of its visits together.',
      refundRule: 'When it is ended before all of them were used.',
    },
    mayBeEmpty: ['refundRule'],
    sort: ['validFrom', 'desc'],
  },
  actions: {
    pay: {
      kind: 'page',
      label: 'Record payment',
      icon: 'DollarSign',
      main: true,
      permissions: [P.VIEW_BILLING, P.RECORD_PAYMENT],
      when: { endedAt: [null] },
      component: 'RecordPayment',
    },
    end: {
      kind: 'page',
      label: 'End it',
      icon: 'CheckCircle',
      permissions: [P.VIEW_BILLING, P.EDIT_BILLING],
      when: { endedAt: [null] },
      component: 'EndPackage',
    },
  },
  constraints: {
    client_packages_bound_check: { code: 'package.price', path: 'price', detail: 'At most 9999999999.99.' },
    client_packages_price_check: {
      code: 'package.price',
      detail: 'Each visit of a package costs something.',
      path: 'price',
    },
    client_packages_visits_check: { code: 'package.price', detail: 'A package has 1 to 500 visits.', path: 'visits' },
    client_packages_days_check: { code: 'package.dates', detail: 'It expires on or after the first day.', path: 'expiresOn' },
    package_uses_package_id_visit_key: {
      status: 409,
      code: 'package.visit',
      detail: 'Another line uses this visit of the package by now.',
    },
    client_packages_ended_check: { status: 409, code: 'package.ended', detail: 'This package was ended.' },
    client_packages_sold_check: {
      status: 409,
      code: 'package.begun',
      detail: 'Something was paid or used already: end this package, and make another.',
    },
    package_money_check: { status: 409, code: 'ledger.disagrees', detail: 'The money of the package would not agree.' },
    package_uses_agree_check: {
      status: 409,
      code: 'package.uses',
      detail: 'Visits on invoices use this package as it is: that day, learner, service and price.',
    },
  },
  create: creates(newPackage, createPackage, ['refundRule']),
  update: keeping(
    'clientId',
    ['record.client_fixed', 'A package stays with its client.'],
    changes(packageChanges, updatePackage),
  ),
  remove: removes(deletePackage),
});
