import { createHash } from 'node:crypto';
import type express from 'express';
import {
  Body,
  Controller,
  Delete,
  Get,
  NoSecurity,
  Path,
  Post,
  Queries,
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import { type Id, toId } from '../../kernel/ids.js';
import { mapPage } from '../../database/lists.js';
import { check } from '../../kernel/fields.js';
import type { CalendarFeedListQuery, CreateCalendarFeedInput } from '../../generated/requests/calendar-feeds.js';
import type { CalendarFeedPage, CalendarText, MadeCalendarFeed } from './calendar-feeds.dto.js';
import { calendarFeedList, newCalendarFeed } from './calendar-feeds.input.js';
import { toCalendarFeed } from './calendar-feeds.present.js';
import * as feeds from './calendar-feeds.service.js';

@Route('api/calendar-feeds')
@Tags('Calendar Feeds')
export class CalendarFeedsController extends Controller {
  /**
   * Your own; with the permission MANAGE_USER everybody's. Without the links themselves.
   * @summary List calendar feeds
   */
  @Get()
  @Security('session')
  public async listCalendarFeeds(
    @Request() request: express.Request,
    @Queries() query: CalendarFeedListQuery,
  ): Promise<CalendarFeedPage> {
    return mapPage(await feeds.listCalendarFeeds(ctxOf(request), check(calendarFeedList, query)), toCalendarFeed);
  }

  /**
   * A secret link to your own appointments, for a calendar program. It is told this once. At most 20 for each user (409).
   * @summary Make a calendar feed
   */
  @Post()
  @Security('session', [Permission.VIEW_APPOINTMENT])
  @SuccessResponse(201, 'Created')
  public async createCalendarFeed(
    @Request() request: express.Request,
    @Body() input: CreateCalendarFeedInput,
  ): Promise<MadeCalendarFeed> {
    const ctx = ctxOf(request);
    const { id, path } = await feeds.createCalendarFeed(ctx, check(newCalendarFeed, input));
    this.setStatus(201);
    this.setHeader('Location', '/api/calendar-feeds');
    const origin = ctx.config.publicUrl ?? `${request.protocol}://${request.get('host') ?? ''}`;
    return { feed: toCalendarFeed(await feeds.getCalendarFeed(ctx, id)), url: new URL(path, origin).href };
  }

  /**
   * The link leads nowhere from then on. The entry stays, as a record of it.
   * @summary Revoke a calendar feed
   */
  @Delete('{id}')
  @Security('session')
  @SuccessResponse(204, 'Revoked')
  public async revokeCalendarFeed(@Request() request: express.Request, @Path() id: Id): Promise<void> {
    await feeds.revokeCalendarFeed(ctxOf(request), toId(id));
  }

  /**
   * For calendar programs; the secret in the address is all that it takes. The appointments in which its user works, from 60 days back
   * to a year ahead, without those that were cancelled; with the client's initials and the room alone, unless the practice says
   * otherwise. Answers `If-None-Match` with 304.
   * @summary Read a calendar feed
   * @param token the secret
   * @maxLength token 200
   * @example token "told-once"
   */
  @Get('{token}.ics')
  @NoSecurity()
  @SuccessResponse(200, 'The calendar', 'text/calendar')
  public async readCalendarFeed(@Request() request: express.Request, @Path() token: string): Promise<CalendarText> {
    const response = request.res as express.Response;
    const text = await feeds.readCalendarFeed(ctxOf(request), token);
    const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
    response.set({
      ETag: etag,
      // A copy may be kept by the program alone, and is asked about each time.
      'Cache-Control': 'private, no-cache',
      'Content-Disposition': 'inline; filename="appointments.ics"',
      'X-Robots-Tag': 'noindex',
    });
    const known = (request.get('if-none-match') ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
    // Answered here: the generated route leaves an answer alone that is on its way.
    if (known.includes(etag) || known.includes('*')) response.status(304).end();
    else response.type('text/calendar; charset=utf-8').send(text);
    return '';
  }
}
