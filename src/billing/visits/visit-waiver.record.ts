import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';
import { creates, removes } from '../../records/forms.js';
import { newWaiver } from './visits.input.js';
import { removeWaiver, waiveVisit } from './waivers.service.js';

export const visitWaiverRecord = record('VisitWaiver', {
  what: 'visit waiver',
  permissions: { view: P.VIEW_BILLING, ...byNobody, create: P.EDIT_BILLING, delete: P.EDIT_BILLING },
  scope: { client: 'client', learners: ['learnerId', 'appointment.learnerId'] },
  search: [],
  addresses: ['waivers'],
  title: (row, say) => say.text(row.reason),
  whose: 'clientId',
  panel: {
    label: 'Waived visits',
    list: ['appointmentId', 'clientId', 'learnerId', 'reason', 'createdBy', 'createdAt'],
    form: ['appointmentId', 'clientId', 'learnerId', 'reason'],
    labels: { appointmentId: 'Visit' },
    help: { learnerId: 'Of a group: whose part.' },
    sort: ['createdAt', 'desc'],
  },
  actionsOn: {
    Client: {
      invoiceVisits: {
        kind: 'page',
        label: 'Invoice visits',
        icon: 'FilePlus',
        permissions: [P.VIEW_BILLING, P.EDIT_BILLING],
        component: 'InvoiceVisits',
      },
    },
    Appointment: {
      invoiceMany: {
        kind: 'page',
        label: 'Invoice visits',
        icon: 'FilePlus',
        permissions: [P.VIEW_BILLING, P.EDIT_BILLING],
        component: 'InvoiceAppointments',
        ofMany: true,
      },
    },
  },
  constraints: {
    visit_waivers_billed_check: {
      status: 409,
      code: 'visit.billed',
      detail: 'This visit is on an invoice already.',
      path: 'appointmentId',
    },
    visit_waivers_once_key: { status: 409, code: 'visit.waived', detail: 'Nobody is asked to pay for this visit already.' },
  },
  create: creates(newWaiver, waiveVisit),
  remove: removes(removeWaiver),
});
