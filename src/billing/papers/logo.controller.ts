import type express from 'express';
import { Body, Controller, Delete, Get, Put, Request, Response, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import type { ExportFile } from '../../exports/exports.dto.js';
import type { LogoInput } from '../../generated/requests/papers.js';
import { ctxOf } from '../../http/context.js';
import { check } from '../../kernel/fields.js';
import type { Logo } from './logo.dto.js';
import { getLogo, removeLogo, setLogo } from './logo.service.js';
import { answerPicture } from './paper-answer.js';
import { logoInput } from './papers.input.js';

@Route('api/billing/settings/logo')
@Tags('Billing')
export class LogoController extends Controller {
  /**
   * The picture itself; 204 where there is none.
   * @summary Get the logo at the head of papers
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  @SuccessResponse(200, 'The picture', ['image/png', 'image/jpeg'])
  @Response(204, 'There is none')
  public async getLogo(@Request() request: express.Request): Promise<ExportFile> {
    answerPicture(request, request.res as express.Response, await getLogo(ctxOf(request)));
    return '';
  }

  /**
   * In place of the one that is there. A PNG or a JPEG, at most 512 KiB, at most 2,000 pixels a side.
   * @summary Set the logo at the head of papers
   */
  @Put()
  @Security('session', [Permission.EDIT_PRACTICE])
  public async setLogo(@Request() request: express.Request, @Body() input: LogoInput): Promise<Logo> {
    const { type, width, height, updatedAt } = await setLogo(ctxOf(request), check(logoInput, input).image);
    return { type, width, height, updatedAt: updatedAt.toISOString() };
  }

  /** @summary Take the logo off papers */
  @Delete()
  @Security('session', [Permission.EDIT_PRACTICE])
  @SuccessResponse(204, 'Taken off')
  public async removeLogo(@Request() request: express.Request): Promise<void> {
    await removeLogo(ctxOf(request));
  }
}
