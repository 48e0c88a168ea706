import { Controller, Get, NoSecurity, Path, Route, Tags } from '@tsoa/runtime';
import { liveness } from '../health/health.service.js';
import { ERROR_CODES } from '../kernel/error-codes.js';
import { notFound } from '../kernel/errors.js';
import { type Entrance, type ErrorCodeInfo, type ErrorCodeList } from './discovery.dto.js';
import { allErrorCodes, toErrorCodeInfo } from './discovery.present.js';

@Route('api')
@Tags('Entrance')
export class DiscoveryController extends Controller {
  /**
   * The first address to ask: it names the others.
   * @summary Where things are
   */
  @Get()
  @NoSecurity()
  public entrance(): Promise<Entrance> {
    return Promise.resolve({
      name: 'Therapy CRM',
      version: liveness().version,
      docs: '/api/docs',
      specification: '/api/openapi.json',
      signIn: '/api/auth/login',
      errors: '/api/errors',
      health: '/api/health',
      panel: '/admin',
    });
  }

  /**
   * Each refusal has a code; its status, its meaning and what can be done about it stand here.
   * @summary List all error codes
   */
  @Get('errors')
  @NoSecurity()
  public errorCodes(): Promise<ErrorCodeList> {
    return Promise.resolve(allErrorCodes());
  }

  /**
   * The address that the `type` of a problem names.
   * @summary Explain an error code
   * @maxLength code 100
   * @example code "appointment.conflict"
   */
  @Get('errors/{code}')
  @NoSecurity()
  public errorCode(@Path() code: string): Promise<ErrorCodeInfo> {
    const found = ERROR_CODES.get(code);
    if (!found) throw notFound('error code');
    return Promise.resolve(toErrorCodeInfo(found));
  }
}
