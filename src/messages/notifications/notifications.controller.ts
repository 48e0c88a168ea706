import type express from 'express';
import { Controller, Get, Path, Post, Queries, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { ctxOf } from '../../http/context.js';
import { type Id, toId } from '../../kernel/ids.js';
import { mapPage } from '../../database/lists.js';
import type { NotificationListQuery } from '../../generated/requests/notifications.js';
import { check } from '../../kernel/fields.js';
import type { NotificationPage, UnreadCount } from './notifications.dto.js';
import { notificationList } from './notifications.input.js';
import { toNotification } from './notifications.present.js';
import * as notifications from './notifications.service.js';

@Route('api/notifications')
@Tags('Notifications')
export class NotificationsController extends Controller {
  /**
   * Your own, the latest first.
   * @summary List notifications
   */
  @Get()
  @Security('session')
  public async listNotifications(
    @Request() request: express.Request,
    @Queries() query: NotificationListQuery,
  ): Promise<NotificationPage> {
    return mapPage(await notifications.listNotifications(ctxOf(request), check(notificationList, query)), toNotification);
  }

  /**
   * For a badge: cheap enough to ask for now and then.
   * @summary Count unread notifications
   */
  @Get('unread')
  @Security('session')
  public async countUnread(@Request() request: express.Request): Promise<UnreadCount> {
    return { unread: await notifications.countUnread(ctxOf(request)) };
  }

  /**
   * All of your own.
   * @summary Mark all notifications as read
   */
  @Post('read-all')
  @Security('session')
  @SuccessResponse(204, 'Read')
  public async readAllNotifications(@Request() request: express.Request): Promise<void> {
    await notifications.readAllNotifications(ctxOf(request));
  }

  /**
   * One that is read stays as it is.
   * @summary Mark a notification as read
   */
  @Post('{id}/read')
  @Security('session')
  @SuccessResponse(204, 'Read')
  public async readNotification(@Request() request: express.Request, @Path() id: Id): Promise<void> {
    await notifications.readNotification(ctxOf(request), toId(id));
  }
}
