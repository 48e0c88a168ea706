import type express from 'express';
import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  Path,
  Post,
  Put,
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import type { Caregiver as CaregiverRecord } from '../../generated/prisma/index.js';
import { matchOf, type Shown, tagged } from '../../http/etag.js';
import { type Id, toId } from '../../kernel/ids.js';
import type { CreateCaregiverInput, UpdateCaregiverInput } from '../../generated/requests/caregivers.js';
import { check } from '../../kernel/fields.js';
import type { Caregiver, CaregiverList, CreatedCaregiver } from './caregivers.dto.js';
import { caregiverChanges, newCaregiver } from './caregivers.input.js';
import { toCaregiver } from './caregivers.present.js';
import * as caregivers from './caregivers.service.js';
import { duplicateWarnings } from '../clients/duplicates.js';

const shown = (row: CaregiverRecord): Shown<Caregiver> => [row.updatedAt, toCaregiver(row)];

@Route('api/clients/{id}/caregivers')
@Tags('Client Management')
export class CaregiversController extends Controller {
  /**
   * All of them, the primary contact first.
   * @summary List a client's caregivers
   */
  @Get()
  @Security('session', [Permission.VIEW_CLIENT])
  public async list(@Request() request: express.Request, @Path() id: Id): Promise<CaregiverList> {
    return { items: (await caregivers.listCaregivers(ctxOf(request), toId(id))).map(toCaregiver), nextCursor: null };
  }

  /**
   * A new primary contact takes it over from the old one.
   * @summary Add a caregiver to a client
   */
  @Post()
  @Security('session', [Permission.CREATE_CLIENT])
  @SuccessResponse(201, 'Created')
  public async create(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: CreateCaregiverInput,
  ): Promise<CreatedCaregiver> {
    const { row, possibleDuplicates } = await caregivers.createCaregiver(ctxOf(request), toId(id), check(newCaregiver, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/clients/${id}/caregivers/${row.id}`);
    return { ...tagged(this, shown(row)), warnings: duplicateWarnings('caregiver', possibleDuplicates) };
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get a caregiver of a client
   */
  @Get('{caregiverId}')
  @Security('session', [Permission.VIEW_CLIENT])
  public async get(@Request() request: express.Request, @Path() id: Id, @Path() caregiverId: Id): Promise<Caregiver> {
    const row = await caregivers.getCaregiver(ctxOf(request), toId(id), toId(caregiverId, 'caregiverId'));
    return tagged(this, shown(row));
  }

  /**
   * Changes the fields that are sent; null clears one.
   * @summary Update a caregiver
   */
  @Put('{caregiverId}')
  @Security('session', [Permission.EDIT_CLIENT])
  public async update(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() caregiverId: Id,
    @Body() input: UpdateCaregiverInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Caregiver> {
    const row = await caregivers.updateCaregiver(
      ctxOf(request),
      toId(id),
      toId(caregiverId, 'caregiverId'),
      check(caregiverChanges, input),
      matchOf(ifMatch, async (tx) => shown(await caregivers.getCaregiver(tx, toId(id), toId(caregiverId, 'caregiverId')))),
    );
    return tagged(this, shown(row));
  }

  /**
   * The caregiver is no longer linked to the client; the audit trail keeps who it was.
   * @summary Remove a caregiver
   */
  @Delete('{caregiverId}')
  @Security('session', [Permission.DELETE_CLIENT])
  @SuccessResponse(204, 'Removed')
  public async remove(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() caregiverId: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await caregivers.deleteCaregiver(
      ctxOf(request),
      toId(id),
      toId(caregiverId, 'caregiverId'),
      matchOf(ifMatch, async (tx) => shown(await caregivers.getCaregiver(tx, toId(id), toId(caregiverId, 'caregiverId')))),
    );
  }
}
