/** What `kubectl create` can write by itself. */
import type { Command } from '../../command.ts';
import { createConfigMap } from './configmap.ts';
import { createDeployment } from './deployment.ts';
import { generatorCommand } from './generator.ts';
import { createIngress } from './ingress.ts';
import { createCronJob, createJob } from './job.ts';
import { createClusterRole, createClusterRoleBinding, createRole, createRoleBinding } from './role.ts';
import { createSecret } from './secret.ts';
import { createService } from './service.ts';
import {
  createNamespace,
  createPodDisruptionBudget,
  createPriorityClass,
  createQuota,
  createServiceAccount,
} from './simple.ts';
import { createToken } from './token.ts';

export const generators: readonly Command[] = [
  generatorCommand(createClusterRole),
  generatorCommand(createClusterRoleBinding),
  generatorCommand(createConfigMap),
  generatorCommand(createCronJob),
  generatorCommand(createDeployment),
  generatorCommand(createIngress),
  generatorCommand(createJob),
  generatorCommand(createNamespace),
  generatorCommand(createPodDisruptionBudget),
  generatorCommand(createPriorityClass),
  generatorCommand(createQuota),
  generatorCommand(createRole),
  generatorCommand(createRoleBinding),
  createSecret,
  createService,
  generatorCommand(createServiceAccount),
  createToken,
];
