/** What the running of a project reads of its configuration: the part of `ComposeConfig` that is simulated. */
import type { ComposeConfig } from '../load.ts';

export interface Service {
  readonly image?: string;
  readonly build?: object;
  readonly container_name?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly env_file?: readonly { readonly path: string; readonly required?: false }[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly hostname?: string;
  readonly working_dir?: string;
  readonly user?: string;
  readonly ports?: readonly ServicePort[];
  readonly expose?: readonly string[];
  readonly volumes?: readonly ServiceMount[];
  readonly tmpfs?: readonly string[];
  readonly networks?: Readonly<Record<string, { readonly aliases?: readonly string[] } | null>>;
  readonly network_mode?: string;
  readonly links?: readonly string[];
  readonly restart?: string;
  readonly mem_limit?: string;
  readonly read_only?: boolean;
  readonly stdin_open?: boolean;
  readonly tty?: boolean;
  readonly stop_grace_period?: string;
  readonly scale?: number;
  readonly healthcheck?: {
    readonly test?: readonly string[];
    readonly interval?: string;
    readonly timeout?: string;
    readonly retries?: number;
    readonly start_period?: string;
    readonly start_interval?: string;
    readonly disable?: boolean;
  };
  readonly deploy?: {
    readonly replicas?: number;
    readonly resources?: { readonly limits?: { readonly memory?: string } };
    readonly restart_policy?: { readonly condition?: string; readonly max_attempts?: number };
  };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string; readonly required: boolean }>>;
  readonly secrets?: readonly FileReference[];
  readonly configs?: readonly FileReference[];
}

export interface ServicePort {
  readonly host_ip?: string;
  readonly target: number;
  readonly published?: string;
  readonly protocol?: string;
}

export interface ServiceMount {
  readonly type: string;
  readonly source?: string;
  readonly target: string;
  readonly read_only?: boolean;
}

interface FileReference {
  readonly source: string;
  readonly target?: string;
}

/** A network, volume, secret or config of the project. */
export interface Resource {
  readonly name: string;
  readonly external?: boolean;
  readonly file?: string;
  readonly environment?: string;
  readonly content?: string;
}

export function servicesOf(config: ComposeConfig): ReadonlyMap<string, Service> {
  return new Map(Object.entries(config.services as Record<string, Service>));
}

export function resourcesOf(
  config: ComposeConfig,
  kind: 'networks' | 'volumes' | 'secrets' | 'configs',
): ReadonlyMap<string, Resource> {
  return new Map(Object.entries((config[kind] ?? {}) as Record<string, Resource>));
}

/** Services after those that they depend on; the loader has seen to it that there is no ring. */
export function inOrder(services: ReadonlyMap<string, Service>): readonly string[] {
  const order: string[] = [];
  const visit = (name: string): void => {
    const service = services.get(name);
    if (!service || order.includes(name)) return;
    for (const needed of Object.keys(service.depends_on ?? {}).sort()) visit(needed);
    order.push(name);
  };
  for (const name of [...services.keys()].sort()) visit(name);
  return order;
}
