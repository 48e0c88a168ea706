import type { PanelGroup } from './table.js';

export const billing: PanelGroup = {
  name: 'Billing',
  icon: 'CreditCard',
  tables: [
    {
      model: 'Invoice',
      label: 'Invoices',
      one: 'invoice',
      list: ['invoiceNumber', 'clientId', 'issueDate', 'dueDate', 'status', 'totalAmount', 'balance'],
      filter: ['invoiceNumber', 'clientId', 'status', 'fundingSource', 'issueDate', 'dueDate', 'balance'],
      sort: ['issueDate', 'desc'],
      titleSort: ['invoiceNumber'],
      labels: { termsConditions: 'Terms and conditions', fundingId: 'Funding', insuranceId: 'Insurance policy' },
    },
    {
      model: 'InvoiceLineItem',
      label: 'Invoice lines',
      one: 'invoice line',
      list: ['invoiceId', 'serviceDate', 'description', 'quantity', 'unitPrice', 'lineTotal'],
      labels: { taxRate: 'Tax rate (%)' },
      sort: ['serviceDate', 'desc'],
    },
    {
      model: 'Payment',
      label: 'Payments',
      one: 'payment',
      list: ['paymentDate', 'invoiceId', 'paymentMethod', 'referenceNumber', 'receivedBy', 'amount'],
      sort: ['paymentDate', 'desc'],
    },
    {
      model: 'InsuranceClaim',
      label: 'Insurance claims',
      one: 'insurance claim',
      list: ['submissionDate', 'claimNumber', 'invoiceId', 'insuranceId', 'status', 'amountClaimed', 'amountPaid'],
      labels: { insuranceId: 'Insurance policy' },
      sort: ['submissionDate', 'desc'],
    },
    {
      model: 'FundingAuthorization',
      label: 'Funding authorizations',
      one: 'funding authorization',
      list: ['authorizedDate', 'authorizationNumber', 'clientFundingId', 'invoiceId', 'status', 'authorizedAmount'],
      sort: ['authorizedDate', 'desc'],
    },
    {
      model: 'ServiceCode',
      label: 'Service codes',
      one: 'service code',
      list: ['code', 'description', 'billableUnit', 'minimumDuration', 'isActive', 'taxRate', 'rate'],
      labels: { taxRate: 'Tax rate (%)', minimumDuration: 'Minimum duration (minutes)' },
      sort: ['code', 'asc'],
      titleSort: ['code'],
    },
  ],
};
