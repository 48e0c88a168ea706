import type express from 'express';
import { Controller, Get, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { ctxOf } from '../http/context.js';
import type { SearchQuery } from '../generated/requests/search.js';
import { check } from '../kernel/fields.js';
import type { FoundList } from './search.dto.js';
import { search } from './search.input.js';
import { searchEverything } from './search.service.js';

@Route('api/search')
@Tags('Search')
export class SearchController extends Controller {
  /**
   * Clients, learners, caregivers, appointments, invoices and documents: of each kind that you may see what its own list would find, also by
   * the names of the client and the learner that a record is about. Where nothing is found as typed, what comes near to it.
   * @summary Search through everything
   */
  @Get()
  @Security('session')
  public async search(@Request() request: express.Request, @Queries() query: SearchQuery): Promise<FoundList> {
    return { items: await searchEverything(ctxOf(request), check(search, query)), nextCursor: null };
  }
}
