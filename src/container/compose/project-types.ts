/** What each key of a configuration is made into, in the order in which it is printed and its faults are told. */
import {
  bytes,
  command,
  type Decoder,
  deviceCount,
  duration,
  fileMode,
  flag,
  float32,
  healthTest,
  hosts,
  list,
  mapOf,
  multiOptions,
  optOut,
  pointer,
  record,
  sshKeys,
  text,
  textMap,
  ulimit,
  variables,
  whole,
} from './decode.ts';
import { newMapping } from './value.ts';

const texts = list(text);
const labels = textMap('labels');
const mapping = textMap('mapping');
const options = textMap('options');
const someTime = pointer(duration, '0s');
const some = (inner: Decoder) => pointer(inner, newMapping());
const number = (type: Parameters<typeof whole>[0]) => pointer(whole(type), 0);

const fileReference = record({ source: text, target: text, uid: text, gid: text, mode: fileMode });
const throttles = list(record({ path: text, rate: bytes }, { always: { path: '', rate: '0' } }));
const deviceRequest = record(
  { capabilities: texts, driver: text, count: deviceCount, device_ids: texts, options: mapping },
  { dropsExtensions: true },
);

const mount = record({
  type: text,
  source: text,
  target: text,
  read_only: flag,
  consistency: text,
  bind: some(
    record(
      { selinux: text, propagation: text, create_host_path: optOut, recursive: text },
      { absent: { create_host_path: false } },
    ),
  ),
  volume: some(record({ labels: mapping, nocopy: flag, subpath: text })),
  tmpfs: some(record({ size: bytes, mode: whole('uint32') })),
  image: some(record({ subpath: text })),
});

const container: Readonly<Record<string, Decoder>> = {
  annotations: mapping,
  blkio_config: some(
    record({
      weight: whole('uint16'),
      weight_device: list(record({ path: text, weight: whole('uint16') }, { always: { path: '', weight: 0 } })),
      device_read_bps: throttles,
      device_read_iops: throttles,
      device_write_bps: throttles,
      device_write_iops: throttles,
    }),
  ),
  cap_add: texts,
  cap_drop: texts,
  cgroup_parent: text,
  cgroup: text,
  cpu_count: whole('int64'),
  cpu_percent: float32,
  cpu_period: whole('int64'),
  cpu_quota: whole('int64'),
  cpu_rt_period: whole('int64'),
  cpu_rt_runtime: whole('int64'),
  cpus: float32,
  cpuset: text,
  cpu_shares: whole('int64'),
  command,
  configs: list(fileReference),
  credential_spec: some(record({ config: text, file: text, registry: text })),
  device_cgroup_rules: texts,
  devices: list(record({ source: text, target: text, permissions: text })),
  dns: texts,
  dns_opt: texts,
  dns_search: texts,
  domainname: text,
  entrypoint: command,
  environment: variables,
  env_file: list(
    record({ path: text, required: optOut, format: text }, { dropsExtensions: true, absent: { required: false } }),
  ),
  extra_hosts: hosts,
  group_add: texts,
  gpus: list(deviceRequest),
  hostname: text,
  image: text,
  init: pointer(flag, false),
  ipc: text,
  isolation: text,
  labels,
  label_file: texts,
  logging: some(record({ driver: text, options })),
  mem_limit: bytes,
  mem_reservation: bytes,
  memswap_limit: bytes,
  mem_swappiness: bytes,
  mac_address: text,
  models: mapOf(some(record({ endpoint_var: text, model_var: text })), true),
  network_mode: text,
  networks: mapOf(
    some(
      record({
        aliases: texts,
        driver_opts: options,
        gw_priority: whole('int'),
        interface_name: text,
        ipv4_address: text,
        ipv6_address: text,
        link_local_ips: texts,
        mac_address: text,
        priority: whole('int'),
      }),
    ),
    true,
  ),
  oom_kill_disable: flag,
  oom_score_adj: whole('int64'),
  pid: text,
  pids_limit: whole('int64'),
  platform: text,
  privileged: flag,
  pull_policy: text,
  pull_refresh_after: text,
  read_only: flag,
  runtime: text,
  secrets: list(fileReference),
  security_opt: texts,
  shm_size: bytes,
  stop_grace_period: someTime,
  stop_signal: text,
  storage_opt: mapOf(text),
  sysctls: mapping,
  tmpfs: texts,
  ulimits: mapOf(ulimit, true),
  use_api_socket: flag,
  user: text,
  userns_mode: text,
  uts: text,
  volumes: list(mount),
  volumes_from: texts,
  working_dir: text,
};

/** What a container that runs before a service takes over from it. */
export const containerKeys: ReadonlySet<string> = new Set(Object.keys(container));

const workload: Readonly<Record<string, Decoder>> = {
  build: some(
    record({
      context: text,
      dockerfile: text,
      dockerfile_inline: text,
      entitlements: texts,
      args: variables,
      provenance: text,
      sbom: text,
      ssh: sshKeys,
      labels,
      cache_from: texts,
      cache_to: texts,
      no_cache: flag,
      no_cache_filter: texts,
      additional_contexts: mapping,
      pull: flag,
      extra_hosts: hosts,
      isolation: text,
      network: text,
      target: text,
      secrets: list(fileReference),
      shm_size: bytes,
      tags: texts,
      ulimits: mapOf(ulimit, true),
      platforms: texts,
      privileged: flag,
    }),
  ),
  depends_on: mapOf(record({ condition: text, restart: flag, required: flag }, { always: { required: false } })),
  expose: texts,
  healthcheck: some(
    record({
      test: healthTest,
      timeout: someTime,
      interval: someTime,
      retries: number('uint64'),
      start_period: someTime,
      start_interval: someTime,
      disable: flag,
    }),
  ),
  ports: list(
    record({
      name: text,
      mode: text,
      host_ip: text,
      target: whole('uint32'),
      published: text,
      protocol: text,
      app_protocol: text,
    }),
  ),
  stdin_open: flag,
  tty: flag,
};

const rollout = some(
  record({
    parallelism: number('uint64'),
    delay: duration,
    failure_action: text,
    monitor: duration,
    max_failure_ratio: float32,
    order: text,
  }),
);

const resource = some(
  record({
    cpus: float32,
    memory: bytes,
    pids: whole('int64'),
    devices: list(deviceRequest),
    generic_resources: list(
      record({
        discrete_resource_spec: some(record({ kind: text, value: whole('int64') }, { always: { kind: '', value: 0 } })),
      }),
    ),
  }),
);

const deploy = some(
  record({
    mode: text,
    replicas: number('int'),
    labels,
    update_config: rollout,
    rollback_config: rollout,
    resources: record({ limits: resource, reservations: resource }),
    restart_policy: some(
      record({ condition: text, delay: someTime, max_attempts: number('uint64'), window: someTime }),
    ),
    placement: record({
      constraints: texts,
      preferences: list(record({ spread: text })),
      max_replicas_per_node: whole('uint64'),
    }),
    endpoint_mode: text,
  }),
);

const hook = record({ command, user: text, privileged: flag, working_dir: text, environment: variables });
const develop = some(
  record({
    watch: list(
      record(
        { path: text, action: text, target: text, exec: hook, include: texts, ignore: texts, initial_sync: flag },
        { always: { path: '', action: '' } },
      ),
    ),
  }),
);

const service = record({
  profiles: texts,
  deploy,
  develop,
  restart: text,
  scale: number('int'),
  attach: pointer(flag, false),
  container_name: text,
  provider: some(record({ type: text, options: multiOptions })),
  external_links: texts,
  links: texts,
  pre_start: list(record({ ...container, per_replica: flag })),
  post_start: list(hook),
  pre_stop: list(hook),
  ...container,
  ...workload,
});

const job = record({
  profiles: texts,
  triggers: some(
    record({
      manual: pointer(flag, false),
      schedule: list(record({ cron: text, timezone: text, concurrency: text, missed_fires: text })),
    }),
  ),
  ...container,
  ...workload,
});

const network = record({
  name: text,
  driver: text,
  driver_opts: options,
  ipam: record({
    driver: text,
    config: list(
      some(record({ subnet: text, gateway: text, ip_range: text, aux_addresses: mapping }, { dropsExtensions: true })),
    ),
    options,
  }),
  external: flag,
  internal: flag,
  attachable: flag,
  labels,
  enable_ipv4: pointer(flag, false),
  enable_ipv6: pointer(flag, false),
});

const fileObject = {
  name: text,
  file: text,
  environment: text,
  content: text,
  external: flag,
  labels,
  driver: text,
  driver_opts: mapOf(text),
  template_driver: text,
};

export const project: Decoder = record({
  services: mapOf(service),
  jobs: mapOf(job),
  networks: mapOf(network),
  volumes: mapOf(record({ name: text, driver: text, driver_opts: options, external: flag, labels })),
  secrets: mapOf(record(fileObject)),
  configs: mapOf(record(fileObject)),
  models: mapOf(record({ name: text, model: text, context_size: whole('int'), runtime_flags: texts })),
});
