/**
 * A Compose file on a docker host: what there is, found by labels, beside what is declared. Every verb is called again and
 * again with the same file and does only what is missing.
 */
import type { DockerContainer } from '../../docker/docker-container.ts';
import type { DockerHost } from '../../docker/docker-host.ts';
import type { DockerAnswer } from '../../docker/verb.ts';
import type { ComposeConfig } from '../load.ts';
import { inOrder, type Service, servicesOf } from './service.ts';
import { label, type PlanOptions } from './service-plan.ts';

export interface ProjectOptions {
  readonly config: ComposeConfig;
  readonly host: DockerHost;
  readonly readFile: (path: string) => string | undefined;
  readonly environment: Readonly<Record<string, string>>;
}

export class ComposeProject implements PlanOptions {
  readonly config: ComposeConfig;
  readonly host: DockerHost;
  readonly readFile: (path: string) => string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly services: ReadonlyMap<string, Service>;
  /** Services after those that they depend on. */
  readonly order: readonly string[];

  constructor({ config, host, readFile, environment }: ProjectOptions) {
    this.config = config;
    this.host = host;
    this.readFile = readFile;
    this.environment = environment;
    this.services = servicesOf(config);
    this.order = inOrder(this.services);
  }

  get name(): string {
    return this.config.name;
  }

  /** All containers of the project, also those whose service is in the file no more. */
  get containers(): readonly DockerContainer[] {
    return this.host.containers.filter(({ plan }) => plan.labels.get(label.project) === this.name);
  }

  /** Of one service, by their numbers. */
  containersOf(service: string): readonly DockerContainer[] {
    const own = this.containers.filter(({ plan }) => plan.labels.get(label.service) === service);
    return own.sort((one, other) => numberOf(one) - numberOf(other));
  }

  get orphans(): readonly DockerContainer[] {
    return this.containers.filter(({ plan }) => !this.services.has(plan.labels.get(label.service) ?? ''));
  }

  /** The services that were named, or all, in order; what is no service is told. */
  chosen(names: readonly string[]): readonly string[] | { readonly unknown: string } {
    const unknown = names.find((name) => !this.services.has(name));
    if (unknown !== undefined) return { unknown };
    return names.length === 0 ? this.order : this.order.filter((name) => names.includes(name));
  }
}

export function numberOf({ plan }: DockerContainer): number {
  return Number(plan.labels.get(label.number) ?? 0);
}

/** Progress is told as it is made: ` Container app-web-1  Started`. */
export class Progress {
  #lines = '';

  say(kind: 'Container' | 'Network' | 'Volume', name: string, state: string): void {
    this.#lines += ` ${kind} ${name}  ${state}\n`;
  }

  warn(sentence: string): void {
    this.#lines += `time="" level=warning msg=${JSON.stringify(sentence)}\n`.replace('time="" ', '');
  }

  done(): DockerAnswer {
    return { exitCode: 0, output: '', errors: this.#lines };
  }

  failed(reason: string): DockerAnswer {
    return { exitCode: 1, output: '', errors: `${this.#lines}${reason}\n` };
  }
}

export function noSuchService(name: string): DockerAnswer {
  return { exitCode: 1, output: '', errors: `no such service: ${name}\n` };
}
