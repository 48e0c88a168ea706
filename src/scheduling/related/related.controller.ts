import type express from 'express';
import { Controller, Get, Path, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import { type Id, toId } from '../../kernel/ids.js';
import { mapPage } from '../../database/lists.js';
import {
  type ClientAppointment,
  type ClientAppointmentPage,
  type ClientCommunication,
  type ClientCommunicationPage,
  type ClientDocument,
  type ClientDocumentPage,
} from './related.dto.js';
import type {
  ClientAppointmentListQuery,
  ClientCommunicationListQuery,
  ClientDocumentListQuery,
} from '../../generated/requests/related.js';
import { check } from '../../kernel/fields.js';
import { clientAppointmentList, clientCommunicationList, clientDocumentList } from './related.input.js';
import { withInstants } from './related.present.js';
import { listAppointments, listCommunications, listDocuments } from './related.service.js';

@Route('api/clients/{id}')
@Tags('Client Management')
export class ClientRelatedController extends Controller {
  /**
   * The latest first, unless asked otherwise.
   * @summary Get client appointments
   */
  @Get('appointments')
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async appointments(
    @Request() request: express.Request,
    @Path() id: Id,
    @Queries() query: ClientAppointmentListQuery,
  ): Promise<ClientAppointmentPage> {
    return mapPage(
      await listAppointments(ctxOf(request), toId(id), check(clientAppointmentList, query)),
      withInstants<ClientAppointment>,
    );
  }

  /**
   * All but what they say, the latest first. Confidential ones are left out for those who may not see such.
   * @summary Get client communications
   */
  @Get('communications')
  @Security('session', [Permission.VIEW_COMMUNICATION])
  public async communications(
    @Request() request: express.Request,
    @Path() id: Id,
    @Queries() query: ClientCommunicationListQuery,
  ): Promise<ClientCommunicationPage> {
    return mapPage(
      await listCommunications(ctxOf(request), toId(id), check(clientCommunicationList, query)),
      withInstants<ClientCommunication>,
    );
  }

  /**
   * What is known of them, the latest first. Confidential ones are left out for those who may not see such.
   * @summary Get client documents
   */
  @Get('documents')
  @Security('session', [Permission.VIEW_DOCUMENT])
  public async documents(
    @Request() request: express.Request,
    @Path() id: Id,
    @Queries() query: ClientDocumentListQuery,
  ): Promise<ClientDocumentPage> {
    return mapPage(await listDocuments(ctxOf(request), toId(id), check(clientDocumentList, query)), withInstants<ClientDocument>);
  }
}
