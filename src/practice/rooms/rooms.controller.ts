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
import type { CreateRoomInput, RoomListQuery, UpdateRoomInput } from '../../generated/requests/rooms.js';
import type { Room, RoomPage } from './rooms.dto.js';
import { newRoom, roomChanges, roomList } from './rooms.input.js';
import { toRoom } from './rooms.present.js';
import * as rooms from './rooms.service.js';
import type { RoomRow } from './rooms.queries.js';

const shown = (row: RoomRow): Shown<Room> => [row.updatedAt, toRoom(row)];

@Route('api/practice/rooms')
@Tags('Practice Management')
export class RoomsController extends Controller {
  /**
   * Of all locations, or of one.
   * @summary List therapy rooms
   */
  @Get()
  @Security('session', [Permission.VIEW_PRACTICE])
  public async listRooms(@Request() request: express.Request, @Queries() query: RoomListQuery): Promise<RoomPage> {
    return mapPage(await rooms.listRooms(ctxOf(request), check(roomList, query)), toRoom);
  }

  /**
   * A room belongs to a location, or to none while it is being set up.
   * @summary Add a room
   */
  @Post()
  @Security('session', [Permission.EDIT_PRACTICE])
  @SuccessResponse(201, 'Created')
  public async createRoom(@Request() request: express.Request, @Body() input: CreateRoomInput): Promise<Room> {
    const row = await rooms.createRoom(ctxOf(request), check(newRoom, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/practice/rooms/${row.id}`);
    return this.answer(row);
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get a room
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_PRACTICE])
  public async getRoom(@Request() request: express.Request, @Path() id: Id): Promise<Room> {
    return this.answer(await rooms.getRoom(ctxOf(request), toId(id)));
  }

  /**
   * Changes the fields that are sent; null clears one.
   * @summary Update a room
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_PRACTICE])
  public async updateRoom(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateRoomInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Room> {
    return this.answer(
      await rooms.updateRoom(
        ctxOf(request),
        toId(id),
        check(roomChanges, input),
        matchOf(ifMatch, async (tx) => shown(await rooms.getRoom(tx, toId(id)))),
      ),
    );
  }

  /**
   * Only a room that was never booked; one with appointments is set to `isActive: false` instead (409).
   * @summary Delete a room
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_PRACTICE])
  @SuccessResponse(204, 'Deleted')
  public async deleteRoom(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await rooms.deleteRoom(
      ctxOf(request),
      toId(id),
      matchOf(ifMatch, async (tx) => shown(await rooms.getRoom(tx, toId(id)))),
    );
  }

  private answer(row: RoomRow): Room {
    return tagged(this, shown(row));
  }
}
