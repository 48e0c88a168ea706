import type { PanelGroup } from './table.js';

const ADDRESS_ORDER = ['firstName', 'lastName', 'relationship', 'clientId', 'phone', 'email', 'address', 'preferredLanguage'];

export const clients: PanelGroup = {
  name: 'Clients',
  icon: 'Users',
  tables: [
    {
      model: 'Client',
      label: 'Clients',
      one: 'client',
      list: ['lastName', 'firstName', 'phone', 'email', 'therapistId', 'status', 'priority'],
      form: ['firstName', 'lastName', 'phone', 'email', 'address', 'status', 'priority', 'therapistId', 'preferredLanguage', 'requiresInterpreter', 'interpreterNotes', 'notes'],
      filter: ['displayName', 'phone', 'email', 'status', 'priority', 'therapistId', 'preferredLanguage', 'requiresInterpreter', 'createdAt'],
      sort: ['lastName', 'asc'],
      titleSort: ['lastName', 'firstName'],
    },
    {
      model: 'Learner',
      label: 'Learners',
      one: 'learner',
      list: ['lastName', 'firstName', 'clientId', 'dateOfBirth', 'course', 'instructorId', 'status'],
      form: ['firstName', 'lastName', 'clientId', 'dateOfBirth', 'gender', 'status', 'instructorId', 'course', 'schedule', 'notes'],
      filter: ['displayName', 'clientId', 'instructorId', 'status', 'course', 'dateOfBirth'],
      sort: ['lastName', 'asc'],
      titleSort: ['lastName', 'firstName'],
    },
    {
      model: 'Caregiver',
      label: 'Caregivers',
      one: 'caregiver',
      list: ['lastName', 'firstName', 'relationship', 'clientId', 'phone', 'isPrimaryContact', 'isEmergencyContact'],
      form: [...ADDRESS_ORDER, 'isPrimaryContact', 'isEmergencyContact', 'mayBook', 'mayPay', 'maySeeRecords', 'consentExpiresOn', 'notes'],
      choices: { relationship: ['PARENT', 'GUARDIAN', 'GRANDPARENT', 'FOSTER_PARENT', 'SIBLING', 'PARTNER', 'CASE_WORKER', 'OTHER'] },
      filter: ['displayName', 'clientId', 'relationship', 'phone', 'isPrimaryContact', 'isEmergencyContact'],
      sort: ['lastName', 'asc'],
      titleSort: ['lastName', 'firstName'],
    },
    {
      model: 'ClientInsurance',
      label: 'Insurance policies',
      one: 'insurance policy',
      list: ['clientId', 'insuranceProviderId', 'policyNumber', 'isPrimary', 'coverageEndDate', 'remainingCoverage'],
      filter: ['clientId', 'insuranceProviderId', 'policyNumber', 'memberId', 'isPrimary', 'coverageEndDate'],
      titleSort: ['policyNumber'],
    },
    {
      model: 'InsuranceProvider',
      label: 'Insurance providers',
      one: 'insurance provider',
      list: ['name', 'contactPerson', 'phone', 'city', 'electronicFiling', 'isActive'],
      sort: ['name', 'asc'],
      titleSort: ['name'],
    },
    {
      model: 'ClientFunding',
      label: 'Funding sources',
      one: 'funding source',
      choices: { status: ['PENDING', 'APPROVED', 'ACTIVE', 'EXHAUSTED', 'EXPIRED', 'DENIED'] },
      list: ['clientId', 'fundingProgramId', 'referenceNumber', 'status', 'remainingAmount', 'totalAmount', 'endDate'],
    },
    {
      model: 'FundingProgram',
      label: 'Funding programs',
      one: 'funding program',
      list: ['name', 'programType', 'maxAmount', 'coveragePeriod', 'province', 'isActive'],
      sort: ['name', 'asc'],
      titleSort: ['name'],
    },
    {
      model: 'RecordPermission',
      label: 'Record permissions',
      one: 'record permission',
      list: ['userId', 'permissionId', 'clientId', 'learnerId', 'granted', 'expiresAt'],
      help: { granted: 'On opens the record to the user, off closes it. A denial beats a grant.' },
    },
  ],
};
