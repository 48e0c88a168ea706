import type express from 'express';
import { Body, Controller, Header, Path, Post, Put, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import { locationShown } from '../../practice/locations/locations.present.js';
import { getLocation } from '../../practice/locations/locations.service.js';
import { practiceShown } from '../../practice/details/practice.present.js';
import { getPractice } from '../../practice/details/practice.service.js';
import { matchOf, tagged } from '../../http/etag.js';
import { type Id, toId } from '../../kernel/ids.js';
import type { CorrectZoneInput, PreviewZoneInput } from '../../generated/requests/zone-correction.js';
import { check } from '../../kernel/fields.js';
import type { ZoneCorrection, ZonePreview } from './zone-correction.dto.js';
import { zoneCorrection, zonePreview } from './zone-correction.input.js';
import { correctPracticeZone, correctZone, previewPracticeZone, previewZone } from './zone-correction.service.js';

@Route('api/practice/locations')
@Tags('Practice Management')
export class ZoneCorrectionController extends Controller {
  /**
   * How many appointments to come would move to which instant if they kept the clock of the place, and what would be in their way.
   * Nothing is changed.
   * @summary Preview a location's time zone
   */
  @Post('{id}/timezone/preview')
  @Security('session', [Permission.EDIT_PRACTICE, Permission.EDIT_APPOINTMENT])
  public async previewZone(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: PreviewZoneInput,
  ): Promise<ZonePreview> {
    return previewZone(ctxOf(request), toId(id), check(zonePreview, input));
  }

  /**
   * All of the appointments to come at this location keep what its clock shows, with their series, or all keep their instants. In one
   * transaction; where one would be in the way of another, nothing is changed (409). If-Match is the version of the location.
   * @summary Correct a location's time zone
   */
  @Put('{id}/timezone')
  @Security('session', [Permission.EDIT_PRACTICE, Permission.EDIT_APPOINTMENT])
  public async correctZone(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: CorrectZoneInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ZoneCorrection> {
    const ctx = ctxOf(request);
    const answer = await correctZone(
      ctx,
      toId(id),
      check(zoneCorrection, input),
      matchOf(ifMatch, async (tx) => locationShown(await getLocation(tx, toId(id)))),
    );
    // The location's tag, for the next change of it.
    tagged(this, locationShown(await getLocation(ctx, toId(id))));
    return answer;
  }
}

@Route('api/practice/timezone')
@Tags('Practice Management')
export class PracticeZoneCorrectionController extends Controller {
  /**
   * How many appointments to come that have no location would move to which instant if they kept the practice's clock, and what would be
   * in their way. Nothing is changed.
   * @summary Preview the practice's time zone
   */
  @Post('preview')
  @Security('session', [Permission.EDIT_PRACTICE, Permission.EDIT_APPOINTMENT])
  public async previewPracticeZone(@Request() request: express.Request, @Body() input: PreviewZoneInput): Promise<ZonePreview> {
    return previewPracticeZone(ctxOf(request), check(zonePreview, input));
  }

  /**
   * All of the appointments to come that have no location keep what the practice's clock shows, with their series, or all keep their
   * instants; those at a location keep its clock in any case. In one transaction; where one would be in the way of another, nothing is
   * changed (409). If-Match is the version of the practice.
   * @summary Correct the practice's time zone
   */
  @Put()
  @Security('session', [Permission.EDIT_PRACTICE, Permission.EDIT_APPOINTMENT])
  public async correctPracticeZone(
    @Request() request: express.Request,
    @Body() input: CorrectZoneInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ZoneCorrection> {
    const ctx = ctxOf(request);
    const answer = await correctPracticeZone(
      ctx,
      check(zoneCorrection, input),
      matchOf(ifMatch, async (tx) => practiceShown(tx, await getPractice(tx))),
    );
    // The practice's tag, for the next change of it.
    tagged(this, practiceShown(ctx, await getPractice(ctx)));
    return answer;
  }
}
