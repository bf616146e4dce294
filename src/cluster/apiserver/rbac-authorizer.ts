/** RBAC: being filled in. Denies users nothing yet. */
import type { Status } from '#api/meta/status.ts';
import type { AdmissionContext } from './admission/plugin.ts';
import type { AccessRequest } from './registry.ts';

export function authorizeByRbac(
  _context: Pick<AdmissionContext, 'list'>,
): (request: AccessRequest) => Status | undefined {
  return () => undefined;
}
