import type express from 'express';
import { Controller, Get, Path, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import { type Id, toId } from '../../kernel/ids.js';
import { listClaimable } from './claimable.service.js';
import type { ClaimablePolicyList } from './claims.dto.js';
import { toClaimable } from './claims.present.js';

@Route('api/billing/invoices/{id}/claimable')
@Tags('Billing')
export class ClaimableController extends Controller {
  /**
   * Each with the claim that would be built, and all that speaks against submitting it. None of a draft.
   * @summary List the policies that owe of an invoice
   */
  @Get()
  @Security('session', [Permission.EDIT_BILLING])
  public async listClaimable(@Request() request: express.Request, @Path() id: Id): Promise<ClaimablePolicyList> {
    return { items: (await listClaimable(ctxOf(request), toId(id))).map(toClaimable), nextCursor: null };
  }
}
