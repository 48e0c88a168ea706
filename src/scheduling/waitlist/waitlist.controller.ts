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
import type { Ctx } from '../../access/context.js';
import { ctxOf } from '../../http/context.js';
import { matchOf, type Shown, tagged } from '../../http/etag.js';
import { type Id, toId } from '../../kernel/ids.js';
import { mapPage } from '../../database/lists.js';
import { check } from '../../kernel/fields.js';
import type { WaitlistMatchQuery } from '../../generated/requests/matches.js';
import type {
  CreateWaitlistInput,
  UpdateWaitlistInput,
  WaitlistListQuery,
  WaitlistStatusInput,
} from '../../generated/requests/waitlist.js';
import type { WaitlistEntry, WaitlistPage } from './waitlist.dto.js';
import { newWaitlistEntry, waitlistChanges, waitlistList, waitlistMove } from './waitlist.input.js';
import { toWaitlistEntry } from './waitlist.present.js';
import type { WaitlistMatches } from './matches.dto.js';
import { waitlistMatch } from './matches.input.js';
import { toWaitlistMatches } from './matches.present.js';
import { findMatches } from './matches.service.js';
import * as waitlist from './waitlist.service.js';

async function shown(ctx: Ctx, id: bigint): Promise<Shown<WaitlistEntry>> {
  const row = await waitlist.getWaitlistEntry(ctx, id);
  // The day and the others in the queue change these.
  return [row.updatedAt, toWaitlistEntry(row, ctx.now()), ['waitingDays', 'position']];
}

@Route('api/waitlist')
@Tags('Waitlist Management')
export class WaitlistController extends Controller {
  /**
   * Of the clients that you see, with where each stands and how long it has waited.
   * @summary List waitlist entries
   */
  @Get()
  @Security('session', [Permission.VIEW_WAITLIST])
  public async listWaitlist(@Request() request: express.Request, @Queries() query: WaitlistListQuery): Promise<WaitlistPage> {
    const ctx = ctxOf(request);
    return mapPage(await waitlist.listWaitlist(ctx, check(waitlistList, query)), (row) => toWaitlistEntry(row, ctx.now()));
  }

  /**
   * With what suits the client, in words and by day, time, therapist, location and language.
   * @summary Add client to waitlist
   */
  @Post()
  @Security('session', [Permission.EDIT_WAITLIST])
  @SuccessResponse(201, 'Created')
  public async createWaitlistEntry(
    @Request() request: express.Request,
    @Body() input: CreateWaitlistInput,
  ): Promise<WaitlistEntry> {
    const id = await waitlist.createWaitlistEntry(ctxOf(request), check(newWaitlistEntry, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/waitlist/${id}`);
    return this.answer(request, id);
  }

  /**
   * For a free time: first those whom it suits, in the order in which to ask them, each with the reasons; then those whom it does not, with
   * what is in the way. Nobody is asked or booked by it.
   * @summary Find who on the waitlist a free time would suit
   */
  @Get('matches')
  @Security('session', [Permission.VIEW_WAITLIST])
  public async findMatches(@Request() request: express.Request, @Queries() query: WaitlistMatchQuery): Promise<WaitlistMatches> {
    return toWaitlistMatches(await findMatches(ctxOf(request), check(waitlistMatch, query)));
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get waitlist entry details
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_WAITLIST])
  public async getWaitlistEntry(@Request() request: express.Request, @Path() id: Id): Promise<WaitlistEntry> {
    return this.answer(request, toId(id));
  }

  /**
   * Changes the fields that are sent; null clears one. The client stays, and the status has an operation of its own.
   * @summary Update waitlist entry
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_WAITLIST])
  public async updateWaitlistEntry(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateWaitlistInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<WaitlistEntry> {
    await waitlist.updateWaitlistEntry(
      ctxOf(request),
      toId(id),
      check(waitlistChanges, input),
      matchOf(ifMatch, (tx) => shown(tx, toId(id))),
    );
    return this.answer(request, toId(id));
  }

  /**
   * One that should never have been there. Who does not want to wait any more is set to CANCELLED instead, and so
   * is one to whom something was offered (409).
   * @summary Remove from waitlist
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_WAITLIST])
  @SuccessResponse(204, 'Deleted')
  public async deleteWaitlistEntry(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await waitlist.deleteWaitlistEntry(
      ctxOf(request),
      toId(id),
      matchOf(ifMatch, (tx) => shown(tx, toId(id))),
    );
  }

  /**
   * WAITING becomes PLACED or CANCELLED, and either of them WAITING again; any other move answers 409 `waitlist.status`. PLACED names an
   * appointment of the client. Who moved it and when is kept.
   * @summary Update waitlist status
   */
  @Put('{id}/status')
  @Security('session', [Permission.EDIT_WAITLIST])
  public async changeWaitlistStatus(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: WaitlistStatusInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<WaitlistEntry> {
    await waitlist.changeWaitlistStatus(
      ctxOf(request),
      toId(id),
      check(waitlistMove, input),
      matchOf(ifMatch, (tx) => shown(tx, toId(id))),
    );
    return this.answer(request, toId(id));
  }

  private async answer(request: express.Request, id: bigint): Promise<WaitlistEntry> {
    return tagged(this, await shown(ctxOf(request), id));
  }
}
