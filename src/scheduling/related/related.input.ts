import { z } from 'zod';
import { id, instant, listFields } from '../../kernel/fields.js';
import { appointmentStatus } from '../appointments/appointments.input.js';

export const communicationType = z.enum(['EMAIL', 'PHONE', 'INPERSON', 'VIDEO', 'SMS']).meta({ id: 'CommunicationType' });

const WORDS = { limit: undefined, cursor: undefined };

export const clientAppointmentList = z
  .strictObject({
    ...listFields(['startTime', 'updatedAt'], { default: '-startTime' }, WORDS),
    status: appointmentStatus.optional(),
    therapistId: id().optional(),
    learnerId: id().optional(),
    from: instant().optional().meta({ description: 'Starts at this instant or later.' }),
    to: instant().optional().meta({ description: 'Starts before this instant.' }),
  })
  .meta({ id: 'ClientAppointmentListQuery' });
export type ClientAppointments = z.output<typeof clientAppointmentList>;

export const clientCommunicationList = z
  .strictObject({
    ...listFields(['sentAt', 'updatedAt'], { default: '-sentAt' }, WORDS),
    type: communicationType.optional(),
    isRead: z.boolean().optional(),
    learnerId: id().optional(),
  })
  .meta({ id: 'ClientCommunicationListQuery' });
export type ClientCommunications = z.output<typeof clientCommunicationList>;

export const clientDocumentList = z
  .strictObject({
    ...listFields(['uploadDate', 'updatedAt'], { default: '-uploadDate' }, WORDS),
    categoryId: id().optional(),
    learnerId: id().optional(),
    allVersions: z.boolean().optional().meta({ description: 'Earlier versions too.' }),
  })
  .meta({ id: 'ClientDocumentListQuery' });
export type ClientDocuments = z.output<typeof clientDocumentList>;
