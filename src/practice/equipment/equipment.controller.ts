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
  Queries,
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import { matchOf, type Shown, tagged } from '../../http/etag.js';
import { type Id, toId } from '../../kernel/ids.js';
import { mapPage } from '../../database/lists.js';
import { check } from '../../kernel/fields.js';
import type { CreateEquipmentInput, EquipmentListQuery, UpdateEquipmentInput } from '../../generated/requests/equipment.js';
import type { Equipment, EquipmentPage } from './equipment.dto.js';
import { newEquipment, equipmentChanges, equipmentList } from './equipment.input.js';
import { toEquipment } from './equipment.present.js';
import * as equipment from './equipment.service.js';
import type { EquipmentRow } from './equipment.queries.js';

const shown = (row: EquipmentRow): Shown<Equipment> => [row.updatedAt, toEquipment(row)];

@Route('api/practice/equipment')
@Tags('Practice Management')
export class EquipmentController extends Controller {
  /**
   * What there is, and whether it can be had now.
   * @summary List therapy equipment
   */
  @Get()
  @Security('session', [Permission.VIEW_PRACTICE])
  public async listEquipment(@Request() request: express.Request, @Queries() query: EquipmentListQuery): Promise<EquipmentPage> {
    return mapPage(await equipment.listEquipment(ctxOf(request), check(equipmentList, query)), toEquipment);
  }

  /**
   * Adds equipment of one kind, with how many there are.
   * @summary Manage therapy equipment
   */
  @Post()
  @Security('session', [Permission.EDIT_PRACTICE])
  @SuccessResponse(201, 'Created')
  public async createEquipment(@Request() request: express.Request, @Body() input: CreateEquipmentInput): Promise<Equipment> {
    const row = await equipment.createEquipment(ctxOf(request), check(newEquipment, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/practice/equipment/${row.id}`);
    return this.answer(row);
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get equipment
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_PRACTICE])
  public async getEquipment(@Request() request: express.Request, @Path() id: Id): Promise<Equipment> {
    return this.answer(await equipment.getEquipment(ctxOf(request), toId(id)));
  }

  /**
   * Changes the fields that are sent; null clears one.
   * @summary Update equipment
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_PRACTICE])
  public async updateEquipment(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateEquipmentInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Equipment> {
    return this.answer(
      await equipment.updateEquipment(
        ctxOf(request),
        toId(id),
        check(equipmentChanges, input),
        matchOf(ifMatch, async (tx) => shown(await equipment.getEquipment(tx, toId(id)))),
      ),
    );
  }

  /**
   * Only equipment that no appointment used; the rest is set to `isAvailable: false` instead (409).
   * @summary Delete equipment
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_PRACTICE])
  @SuccessResponse(204, 'Deleted')
  public async deleteEquipment(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await equipment.deleteEquipment(
      ctxOf(request),
      toId(id),
      matchOf(ifMatch, async (tx) => shown(await equipment.getEquipment(tx, toId(id)))),
    );
  }

  private answer(row: EquipmentRow): Equipment {
    return tagged(this, shown(row));
  }
}
