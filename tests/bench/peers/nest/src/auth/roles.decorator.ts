import { createParamDecorator, CustomDecorator, ExecutionContext, SetMetadata } from '@nestjs/common';
import type { CurrentUser } from './jwt.strategy';

export type Role = 'ADMIN' | 'STAFF' | 'THERAPIST' | 'RECEPTIONIST';

export const ROLES = 'roles';
export const Roles = (...roles: Role[]): CustomDecorator => SetMetadata(ROLES, roles);

export const User = createParamDecorator(
  (_data: unknown, context: ExecutionContext): CurrentUser => context.switchToHttp().getRequest<{ user: CurrentUser }>().user,
);
