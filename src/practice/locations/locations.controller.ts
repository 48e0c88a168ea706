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
import { matchOf, tagged } from '../../http/etag.js';
import { type Id, toId } from '../../kernel/ids.js';
import { mapPage } from '../../database/lists.js';
import { check } from '../../kernel/fields.js';
import type { CreateLocationInput, LocationListQuery, UpdateLocationInput } from '../../generated/requests/locations.js';
import type { PracticeLocation, LocationPage } from './locations.dto.js';
import { newLocation, locationChanges, locationList } from './locations.input.js';
import { locationShown, toLocation } from './locations.present.js';
import * as locations from './locations.service.js';
import type { LocationRow } from './locations.queries.js';

@Route('api/practice/locations')
@Tags('Practice Management')
export class LocationsController extends Controller {
  /**
   * Open and closed ones; `isActive=true` leaves the closed ones out.
   * @summary List practice locations
   */
  @Get()
  @Security('session', [Permission.VIEW_PRACTICE])
  public async listLocations(@Request() request: express.Request, @Queries() query: LocationListQuery): Promise<LocationPage> {
    return mapPage(await locations.listLocations(ctxOf(request), check(locationList, query)), toLocation);
  }

  /**
   * The first location is the main one. A new main location takes the place of the old one.
   * @summary Add new location
   */
  @Post()
  @Security('session', [Permission.EDIT_PRACTICE])
  @SuccessResponse(201, 'Created')
  public async createLocation(
    @Request() request: express.Request,
    @Body() input: CreateLocationInput,
  ): Promise<PracticeLocation> {
    const row = await locations.createLocation(ctxOf(request), check(newLocation, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/practice/locations/${row.id}`);
    return this.answer(row);
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get a location
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_PRACTICE])
  public async getLocation(@Request() request: express.Request, @Path() id: Id): Promise<PracticeLocation> {
    return this.answer(await locations.getLocation(ctxOf(request), toId(id)));
  }

  /**
   * Changes the fields that are sent; null clears one. Making a location the main one takes that from the location that was it.
   * The time zone of a location with appointments to come is corrected by an operation of its own (409).
   * @summary Update a location
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_PRACTICE])
  public async updateLocation(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateLocationInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<PracticeLocation> {
    return this.answer(
      await locations.updateLocation(
        ctxOf(request),
        toId(id),
        check(locationChanges, input),
        matchOf(ifMatch, async (tx) => locationShown(await locations.getLocation(tx, toId(id)))),
      ),
    );
  }

  /**
   * Only a location that nothing refers to; one with rooms, appointments or people is set to `isActive: false` instead (409).
   * @summary Delete a location
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_PRACTICE])
  @SuccessResponse(204, 'Deleted')
  public async deleteLocation(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await locations.deleteLocation(
      ctxOf(request),
      toId(id),
      matchOf(ifMatch, async (tx) => locationShown(await locations.getLocation(tx, toId(id)))),
    );
  }

  private answer(row: LocationRow): PracticeLocation {
    return tagged(this, locationShown(row));
  }
}
