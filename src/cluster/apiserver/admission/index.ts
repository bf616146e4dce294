/** Every admission plugin, in the order in which the API server asks them. */

import { namespaceLifecycle } from './namespace-lifecycle.ts';
import type { AdmissionPluginFactory } from './plugin.ts';

export const admissionPlugins: readonly AdmissionPluginFactory[] = [namespaceLifecycle];
