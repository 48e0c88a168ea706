import type express from 'express';
import { Body, Controller, Get, Header, Path, Post, Put, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import { matchOf } from '../../http/etag.js';
import { type Id, toId } from '../../kernel/ids.js';
import { appointmentShown } from '../appointments/appointments.present.js';
import { getAppointment } from '../appointments/appointments.service.js';
import type {
  CancelSeriesInput,
  ChangeSeriesInput,
  CreateSeriesInput,
  PreviewSeriesInput,
} from '../../generated/requests/series.js';
import { check } from '../../kernel/fields.js';
import { cancelSeries } from './cancel-series.service.js';
import type { ChangedSeries, Series } from './change.dto.js';
import { changeSeries } from './change.service.js';
import type { SeriesPreview } from './preview.dto.js';
import { previewSeries } from './preview.service.js';
import type { CreatedSeries } from './series.dto.js';
import { newSeries, previewedSeries, seriesCancellation, seriesChanges } from './series.input.js';
import { createSeries, getSeries } from './series.service.js';

@Route('api/appointments')
@Tags('Appointment Management')
export class SeriesController extends Controller {
  /**
   * Keeps the wall clock of its place across changes of the clocks. All or nothing, unless those that clash are to be skipped.
   * At most five years or 500 appointments.
   * @summary Create recurring appointments
   */
  @Post('recurring')
  @Security('session', [Permission.CREATE_APPOINTMENT])
  @SuccessResponse(201, 'Created')
  public async createSeries(@Request() request: express.Request, @Body() input: CreateSeriesInput): Promise<CreatedSeries> {
    const series = await createSeries(ctxOf(request), check(newSeries, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/series/${series.id}`);
    return series;
  }

  /**
   * Nothing is booked. Each appointment that there would be, with its clashes, closure, change of the clocks, end of the insurance
   * cover, and the nearest free time. The token is good for half an hour and books exactly this list, once.
   * @summary Preview recurring appointments
   */
  @Post('recurring/preview')
  @Security('session', [Permission.CREATE_APPOINTMENT])
  public async previewSeries(@Request() request: express.Request, @Body() input: PreviewSeriesInput): Promise<SeriesPreview> {
    return previewSeries(ctxOf(request), check(previewedSeries, input));
  }

  /**
   * Of this appointment, of it and those that follow, or of all in its series: all that may change, or nothing. What is completed,
   * billed, changed by itself or has begun stays as it was and is told under `kept`. Those that follow become a series of their own.
   * If-Match is the version of the appointment that is named.
   * @summary Change appointments of a series
   */
  @Put('{id}/series')
  @Security('session', [Permission.EDIT_APPOINTMENT])
  public async changeSeries(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: ChangeSeriesInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ChangedSeries> {
    return changeSeries(
      ctxOf(request),
      toId(id),
      check(seriesChanges, input),
      matchOf(ifMatch, async (tx) => appointmentShown(tx, await getAppointment(tx, toId(id)))),
    );
  }

  /**
   * This appointment, it and those that follow, or all, as for a change. Their times are free at once.
   * @summary Cancel appointments of a series
   */
  @Post('{id}/series/cancel')
  @Security('session', [Permission.EDIT_APPOINTMENT])
  @SuccessResponse(200, 'Cancelled')
  public async cancelSeries(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: CancelSeriesInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ChangedSeries> {
    return cancelSeries(
      ctxOf(request),
      toId(id),
      check(seriesCancellation, input),
      matchOf(ifMatch, async (tx) => appointmentShown(tx, await getAppointment(tx, toId(id)))),
    );
  }
}

/** A series has an address of its own: below those of the appointments it could be taken for one of them. */
@Route('api/series')
@Tags('Appointment Management')
export class SeriesReadController extends Controller {
  /**
   * With all its appointments that you may see.
   * @summary Get a series
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async getSeries(@Request() request: express.Request, @Path() id: Id): Promise<Series> {
    return getSeries(ctxOf(request), toId(id));
  }
}
