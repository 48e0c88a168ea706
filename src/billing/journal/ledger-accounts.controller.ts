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
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import { matchOf, type Shown, tagged } from '../../http/etag.js';
import type { LedgerAccount as Row } from '../../generated/prisma/index.js';
import { type Id, toId } from '../../kernel/ids.js';
import { check } from '../../kernel/fields.js';
import type { LedgerAccountInput, UpdateLedgerAccountInput } from '../../generated/requests/ledger-accounts.js';
import type { LedgerAccount, LedgerAccountList } from './ledger-accounts.dto.js';
import { ledgerAccountChanges, newLedgerAccount } from './ledger-accounts.input.js';
import { toLedgerAccount } from './ledger-accounts.present.js';
import { ledgerAccounts } from './ledger-accounts.service.js';

@Route('api/billing/ledger-accounts')
@Tags('Billing')
export class LedgerAccountsController extends Controller {
  /**
   * Of the accountant’s journal, by number.
   * @summary List ledger accounts
   */
  @Get()
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT])
  public async listLedgerAccounts(@Request() request: express.Request): Promise<LedgerAccountList> {
    return { items: (await ledgerAccounts.list(ctxOf(request))).map(toLedgerAccount) };
  }

  /**
   * The journal puts there what is for that purpose; what names a party, a way of payment or a tax is narrower and goes before.
   * @summary Add a ledger account
   */
  @Post()
  @Security('session', [Permission.EDIT_PRACTICE])
  @SuccessResponse(201, 'Created')
  public async createLedgerAccount(
    @Request() request: express.Request,
    @Body() input: LedgerAccountInput,
  ): Promise<LedgerAccount> {
    const row = await ledgerAccounts.create(ctxOf(request), check(newLedgerAccount, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/ledger-accounts/${row.id}`);
    return tagged(this, shown(row));
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get a ledger account
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT])
  public async getLedgerAccount(@Request() request: express.Request, @Path() id: Id): Promise<LedgerAccount> {
    const row = await ledgerAccounts.get(ctxOf(request), toId(id));
    return tagged(this, shown(row));
  }

  /**
   * Changes the fields that are sent. The journal of any period names the accounts as they are now.
   * @summary Update a ledger account
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_PRACTICE])
  public async updateLedgerAccount(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateLedgerAccountInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<LedgerAccount> {
    const row = await ledgerAccounts.update(
      ctxOf(request),
      toId(id),
      check(ledgerAccountChanges, input),
      matchOf(ifMatch, async (tx) => shown(await ledgerAccounts.get(tx, toId(id)))),
    );
    return tagged(this, shown(row));
  }

  /**
   * What was put there goes to the account of its purpose without party, way of payment and tax.
   * @summary Delete a ledger account
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_PRACTICE])
  @SuccessResponse(204, 'Deleted')
  public async deleteLedgerAccount(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await ledgerAccounts.remove(
      ctxOf(request),
      toId(id),
      matchOf(ifMatch, async (tx) => shown(await ledgerAccounts.get(tx, toId(id)))),
    );
  }
}

const shown = (row: Row): Shown<LedgerAccount> => [row.updatedAt, toLedgerAccount(row)];
