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
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { mapPage } from '../../database/lists.js';
import type { CreatePackageInput, PackageListQuery, UpdatePackageInput } from '../../generated/requests/packages.js';
import type { EndPackageInput } from '../../generated/requests/prepayment.js';
import { ctxOf } from '../../http/context.js';
import { type Match, matchOf, type Shown, tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import { fromDate } from '../../kernel/time.js';
import { today } from '../ledger/posting.service.js';
import type { Package, PackageHistory, PackagePage } from '../packages/packages.dto.js';
import { newPackage, packageChanges, packageList } from '../packages/packages.input.js';
import { toPackage, toPackageHistory } from '../packages/packages.present.js';
import * as packages from '../packages/packages.service.js';
import { endPackage, previewEnd } from './ending.service.js';
import type { EndedPackage, PackageSettlement } from './prepayment.dto.js';
import { endPackageInput } from './prepayment.input.js';
import { toSettlement } from './prepayment.present.js';

@Route('api/billing/packages')
@Tags('Billing')
export class PackagesController extends Controller {
  /**
   * Of the clients and learners that you may see.
   * @summary List packages
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  public async listPackages(@Request() request: express.Request, @Queries() query: PackageListQuery): Promise<PackagePage> {
    const ctx = ctxOf(request);
    const day = fromDate(await today(ctx));
    return mapPage(await packages.listPackages(ctx, check(packageList, query)), (row) => toPackage(row, day));
  }

  /**
   * Visits of a service, for a price, from a day on. It is paid by `POST /api/billing/payments` with its id, or from the account; visits use
   * it as far as it is paid: one of its service is billed at its price, and paid as soon as its invoice is sent.
   * @summary Add a package
   */
  @Post()
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(201, 'Created')
  public async createPackage(@Request() request: express.Request, @Body() input: CreatePackageInput): Promise<Package> {
    const ctx = ctxOf(request);
    const { id } = await packages.createPackage(ctx, check(newPackage, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/packages/${id}`);
    return tagged(this, await shown(ctx, id));
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get a package
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_BILLING])
  public async getPackage(@Request() request: express.Request, @Path() id: Id): Promise<Package> {
    return tagged(this, await shown(ctxOf(request), toId(id)));
  }

  /**
   * Changes the fields that are sent. Once something was paid or used, what was sold stays.
   * @summary Update a package
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  public async updatePackage(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdatePackageInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Package> {
    const ctx = ctxOf(request);
    await packages.updatePackage(ctx, toId(id), check(packageChanges, input), matching(ifMatch, id));
    return tagged(this, await shown(ctx, toId(id)));
  }

  /**
   * One of which nothing was paid or used; another is ended.
   * @summary Delete a package
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(204, 'Deleted')
  public async deletePackage(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await packages.deletePackage(ctxOf(request), toId(id), matching(ifMatch, id));
  }

  /**
   * The receipts with its money, and the lines that use its visits. Those about learners whom you may not see are counted alone.
   * @summary Get what a package was paid with and used for
   */
  @Get('{id}/history')
  @Security('session', [Permission.VIEW_BILLING])
  public async getPackageHistory(@Request() request: express.Request, @Path() id: Id): Promise<PackageHistory> {
    return toPackageHistory(await packages.historyOfPackage(ctxOf(request), toId(id)));
  }

  /**
   * What would be kept by its rule, and what given back. Nothing is changed.
   * @summary Preview the end of a package
   */
  @Get('{id}/settlement')
  @Security('session', [Permission.EDIT_BILLING])
  public async previewEnd(@Request() request: express.Request, @Path() id: Id): Promise<PackageSettlement> {
    return toSettlement(await previewEnd(ctxOf(request), toId(id)));
  }

  /**
   * What its rule keeps is an invoice, paid with its money; the rest is refunded, or goes on the client's account. It takes no more visits.
   * @summary End a package
   */
  @Post('{id}/end')
  @Security('session', [Permission.EDIT_BILLING])
  public async endPackage(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: EndPackageInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<EndedPackage> {
    const ctx = ctxOf(request);
    const { invoiceId, ...settlement } = await endPackage(ctx, toId(id), check(endPackageInput, input), matching(ifMatch, id));
    const [version, row] = await shown(ctx, toId(id));
    const ended = { ...row, invoiceId: invoiceId === null ? null : String(invoiceId), settlement: toSettlement(settlement) };
    return tagged(this, [version, ended]);
  }
}

async function shown(ctx: Ctx, id: bigint): Promise<Shown<Package>> {
  const row = await packages.getPackage(ctx, id);
  return [row.updatedAt, toPackage(row, fromDate(await today(ctx)))];
}

const matching = (ifMatch: string | undefined, id: Id): Match | undefined => matchOf(ifMatch, (tx) => shown(tx, toId(id)));
