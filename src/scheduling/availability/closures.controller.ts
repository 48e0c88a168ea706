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
import type { ClosureListQuery, CreateClosureInput, UpdateClosureInput } from '../../generated/requests/closures.js';
import type { ClosureRow } from './availability.queries.js';
import type { Closure, ClosurePage } from './closures.dto.js';
import { closureChanges, closureList, newClosure } from './closures.input.js';
import { toClosure } from './closures.present.js';
import * as closures from './closures.service.js';

const shown = (row: ClosureRow): Shown<Closure> => [row.updatedAt, toClosure(row)];

@Route('api/practice/closures')
@Tags('Availability')
export class ClosuresController extends Controller {
  /**
   * Those of the whole practice and those of its locations. `from` and `to` take what touches the window.
   * @summary List closures
   */
  @Get()
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async listClosures(@Request() request: express.Request, @Queries() query: ClosureListQuery): Promise<ClosurePage> {
    return mapPage(await closures.listClosures(ctxOf(request), check(closureList, query)), toClosure);
  }

  /**
   * For the whole practice, or for one location. What is booked on its days stays where it is.
   * @summary Add a closure
   */
  @Post()
  @Security('session', [Permission.EDIT_AVAILABILITY])
  @SuccessResponse(201, 'Created')
  public async createClosure(@Request() request: express.Request, @Body() input: CreateClosureInput): Promise<Closure> {
    const row = await closures.createClosure(ctxOf(request), check(newClosure, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/practice/closures/${row.id}`);
    return this.answer(row);
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get a closure
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async getClosure(@Request() request: express.Request, @Path() id: Id): Promise<Closure> {
    return this.answer(await closures.getClosure(ctxOf(request), toId(id)));
  }

  /**
   * Changes the fields that are sent; `locationId: null` makes it one of the whole practice.
   * @summary Update a closure
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_AVAILABILITY])
  public async updateClosure(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateClosureInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Closure> {
    return this.answer(
      await closures.updateClosure(
        ctxOf(request),
        toId(id),
        check(closureChanges, input),
        matchOf(ifMatch, async (tx) => shown(await closures.getClosure(tx, toId(id)))),
      ),
    );
  }

  /**
   * Its days are open again.
   * @summary Delete a closure
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_AVAILABILITY])
  @SuccessResponse(204, 'Deleted')
  public async deleteClosure(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await closures.deleteClosure(
      ctxOf(request),
      toId(id),
      matchOf(ifMatch, async (tx) => shown(await closures.getClosure(tx, toId(id)))),
    );
  }

  private answer(row: ClosureRow): Closure {
    return tagged(this, shown(row));
  }
}
