/**
 * Which keys a Compose file may have and of which type each is: the Compose specification as rules. Numbers and truth values
 * may nearly always be written as text too, because a variable may stand there. Keys that begin with `x-` are the author's.
 */
import type { Rule, TypeName } from './rule.ts';

const of = (...types: TypeName[]): Rule => ({ types });
const text = of('string');
const flag = of('boolean', 'string');
const whole = of('integer', 'string');
const number = of('number', 'string');
const anything: Rule = {};
const words = (...oneOfWords: string[]): Rule => ({ types: ['string'], oneOfWords });
const either = (...oneOf: Rule[]): Rule => ({ oneOf });
const list = (items: Rule, withoutRepeats = false): Rule => ({ types: ['array'], items, withoutRepeats });
const names = list(text, true);
const texts = list(text);
const own: readonly (readonly [RegExp, Rule])[] = [[/^x-/, anything]];
type Fields = Readonly<Record<string, Rule>>;
/** A mapping with these keys, `x-` keys and no others. */
const object = (fields: Fields, more: Rule = {}): Rule => ({
  types: ['object'],
  fields,
  fieldsLike: own,
  closed: true,
  ...more,
});
/** The same, where not even `x-` keys are let through. */
const strict = (fields: Fields, more: Rule = {}): Rule => object(fields, { fieldsLike: [], ...more });
const optional: Rule = { types: ['object', 'null'] };
const mapOf = (key: RegExp, rule: Rule, more: Rule = {}): Rule => ({
  types: ['object'],
  fieldsLike: [[key, rule]],
  ...more,
});
const name = /^[a-zA-Z0-9._-]+$/;
const any = /^.+$/;

const listOrMapping = either(mapOf(/.+/, of('string', 'number', 'boolean', 'null'), { closed: true }), names);
const textOrList = either(text, names);
const command = either(of('null'), text, texts);
const extraHosts = either(mapOf(/.+/, either(text, texts), { closed: true }), names);
const driverOptions = mapOf(any, of('string', 'number'));
const external = (more: Rule): Rule => ({ types: ['boolean', 'string', 'object'], fields: { name: text }, ...more });
const closedExternal = external({ closed: true, fieldsLike: own });

const files = list(either(text, object({ source: text, target: text, uid: text, gid: text, mode: number })));
const ulimits = mapOf(/^[a-z]+$/, either(whole, object({ hard: whole, soft: whole }, { required: ['soft', 'hard'] })));
const blockLimits = list(strict({ path: text, rate: whole }, {}));
const deviceRequest = { capabilities: names, count: whole, device_ids: names, driver: text, options: listOrMapping };

const mount = object(
  {
    type: words('bind', 'volume', 'tmpfs', 'cluster', 'npipe', 'image'),
    source: text,
    target: text,
    read_only: flag,
    consistency: text,
    bind: object({
      propagation: text,
      create_host_path: flag,
      recursive: words('enabled', 'disabled', 'writable', 'readonly'),
      selinux: words('z', 'Z'),
    }),
    volume: object({ labels: listOrMapping, nocopy: flag, subpath: text }),
    tmpfs: object({ size: either({ types: ['integer'], minimum: 0 }, text), mode: number }),
    image: object({ subpath: text }),
  },
  { required: ['type'] },
);

const serviceNetwork = object({
  aliases: names,
  interface_name: text,
  ipv4_address: text,
  ipv6_address: text,
  link_local_ips: names,
  mac_address: text,
  driver_opts: driverOptions,
  priority: of('number'),
  gw_priority: of('number'),
});

/** Attributes of anything that runs a container. */
const container: Rule = {
  types: ['object'],
  fieldsLike: own,
  fields: {
    annotations: listOrMapping,
    blkio_config: strict({
      device_read_bps: blockLimits,
      device_read_iops: blockLimits,
      device_write_bps: blockLimits,
      device_write_iops: blockLimits,
      weight: whole,
      weight_device: list(strict({ path: text, weight: whole })),
    }),
    cap_add: names,
    cap_drop: names,
    cgroup: words('host', 'private'),
    cgroup_parent: text,
    command,
    configs: files,
    cpu_count: either(text, { types: ['integer'], minimum: 0 }),
    cpu_percent: either(text, { types: ['integer'], minimum: 0, maximum: 100 }),
    cpu_shares: number,
    cpu_quota: number,
    cpu_period: number,
    cpu_rt_period: number,
    cpu_rt_runtime: number,
    cpus: number,
    cpuset: text,
    credential_spec: object({ config: text, file: text, registry: text }),
    device_cgroup_rules: names,
    devices: list(either(text, object({ source: text, target: text, permissions: text }, { required: ['source'] }))),
    dns: textOrList,
    dns_opt: names,
    dns_search: textOrList,
    domainname: text,
    entrypoint: command,
    env_file: either(
      text,
      list(either(text, strict({ path: text, format: text, required: flag }, { required: ['path'] }))),
    ),
    label_file: either(text, texts),
    environment: listOrMapping,
    extra_hosts: extraHosts,
    gpus: either(words('all'), list({ types: ['object'], fields: deviceRequest })),
    group_add: list(of('string', 'number'), true),
    hostname: text,
    image: text,
    init: flag,
    ipc: text,
    isolation: text,
    labels: listOrMapping,
    logging: object({ driver: text, options: mapOf(any, of('string', 'number', 'null')) }),
    mac_address: text,
    mem_limit: number,
    mem_reservation: whole,
    mem_swappiness: whole,
    memswap_limit: number,
    network_mode: text,
    models: either(names, mapOf(name, either(object({ endpoint_var: text, model_var: text }), of('null')))),
    networks: either(names, mapOf(name, either(serviceNetwork, of('null')), { closed: true })),
    oom_kill_disable: flag,
    oom_score_adj: either(text, { types: ['integer'], minimum: -1000, maximum: 1000 }),
    pid: of('string', 'null'),
    pids_limit: number,
    platform: text,
    privileged: flag,
    pull_policy: {
      types: ['string'],
      pattern: /^(always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+)$/,
    },
    pull_refresh_after: text,
    read_only: flag,
    runtime: text,
    security_opt: names,
    shm_size: number,
    secrets: files,
    sysctls: listOrMapping,
    stop_grace_period: text,
    stop_signal: text,
    storage_opt: of('object'),
    tmpfs: textOrList,
    ulimits,
    use_api_socket: of('boolean'),
    user: text,
    uts: text,
    userns_mode: text,
    volumes: list(either(text, mount), true),
    volumes_from: names,
    working_dir: text,
  },
};

const build = object({
  context: text,
  dockerfile: text,
  dockerfile_inline: text,
  entitlements: texts,
  args: listOrMapping,
  ssh: listOrMapping,
  labels: listOrMapping,
  cache_from: texts,
  cache_to: texts,
  no_cache: flag,
  no_cache_filter: textOrList,
  additional_contexts: listOrMapping,
  network: text,
  provenance: flag,
  sbom: flag,
  pull: flag,
  target: text,
  shm_size: whole,
  extra_hosts: extraHosts,
  isolation: text,
  privileged: flag,
  secrets: files,
  tags: texts,
  ulimits,
  platforms: texts,
});

const dependency = object(
  {
    restart: flag,
    required: of('boolean'),
    condition: words('service_started', 'service_healthy', 'service_completed_successfully'),
  },
  { required: ['condition'] },
);

const port = object({
  name: text,
  mode: text,
  host_ip: text,
  target: whole,
  published: whole,
  protocol: text,
  app_protocol: text,
});

/** Attributes of services and jobs. */
const workload: Rule = {
  types: ['object'],
  fieldsLike: own,
  fields: {
    build: either(text, build),
    depends_on: either(names, mapOf(name, dependency, { closed: true })),
    healthcheck: object({
      disable: flag,
      interval: text,
      retries: number,
      test: either(text, texts),
      timeout: text,
      start_period: text,
      start_interval: text,
    }),
    ports: list(either(of('number'), text, port), true),
    expose: list(of('string', 'number'), true),
    stdin_open: flag,
    tty: flag,
  },
};

const rollout = object({
  parallelism: whole,
  delay: text,
  failure_action: text,
  monitor: text,
  max_failure_ratio: number,
  order: words('start-first', 'stop-first'),
});

const deploy = object(
  {
    mode: text,
    endpoint_mode: text,
    replicas: whole,
    labels: listOrMapping,
    rollback_config: rollout,
    update_config: rollout,
    resources: object({
      limits: object({ cpus: number, memory: text, pids: whole }),
      reservations: object({
        cpus: number,
        memory: text,
        generic_resources: list(object({ discrete_resource_spec: object({ kind: text, value: number }) })),
        devices: list(object(deviceRequest, { required: ['capabilities'] })),
      }),
    }),
    restart_policy: object({ condition: text, delay: text, max_attempts: whole, window: text }),
    placement: object({
      constraints: texts,
      preferences: list(object({ spread: text })),
      max_replicas_per_node: whole,
    }),
  },
  optional,
);

const hook = object(
  { command, user: text, privileged: flag, working_dir: text, environment: listOrMapping },
  { required: ['command'] },
);

const develop = object(
  {
    watch: list(
      object(
        {
          ignore: textOrList,
          include: textOrList,
          path: text,
          action: words('rebuild', 'sync', 'restart', 'sync+restart', 'sync+exec'),
          target: text,
          exec: hook,
          initial_sync: of('boolean'),
        },
        { required: ['path', 'action'] },
      ),
    ),
  },
  optional,
);

const service: Rule = {
  allOf: [container, workload],
  closedOverAll: true,
  fields: {
    deploy,
    develop,
    profiles: names,
    restart: text,
    scale: whole,
    attach: flag,
    container_name: { types: ['string'], pattern: /[a-zA-Z0-9][a-zA-Z0-9_.-]+/ },
    provider: object(
      {
        type: text,
        options: mapOf(any, either(of('string', 'number', 'boolean'), list(of('string', 'number', 'boolean')))),
      },
      { required: ['type'] },
    ),
    extends: either(text, strict({ service: text, file: text }, { required: ['service'] })),
    links: names,
    external_links: names,
    pre_start: list({ types: ['object'], allOf: [container], closedOverAll: true, fields: { per_replica: flag } }),
    post_start: list(hook),
    pre_stop: list(hook),
  },
};

const schedule = object(
  { cron: text, timezone: text, concurrency: words('forbid', 'queue'), missed_fires: words('one', 'skip') },
  { required: ['cron'] },
);
const job: Rule = {
  allOf: [container, workload],
  closedOverAll: true,
  required: ['triggers'],
  fields: {
    profiles: names,
    triggers: object(
      { manual: flag, schedule: list(either(text, schedule)) },
      { anyOf: [{ required: ['manual'] }, { required: ['schedule'] }] },
    ),
  },
};

const network = object(
  {
    name: text,
    driver: text,
    driver_opts: driverOptions,
    ipam: object({
      driver: text,
      config: list(
        object({ subnet: text, ip_range: text, gateway: text, aux_addresses: mapOf(any, text, { closed: true }) }),
      ),
      options: mapOf(any, text, { closed: true }),
    }),
    external: closedExternal,
    internal: flag,
    enable_ipv4: flag,
    enable_ipv6: flag,
    attachable: flag,
    labels: listOrMapping,
  },
  optional,
);
const volume = object(
  { name: text, driver: text, driver_opts: driverOptions, external: closedExternal, labels: listOrMapping },
  optional,
);
const fileObject = {
  name: text,
  environment: text,
  file: text,
  external: external({}),
  labels: listOrMapping,
  template_driver: text,
};
const secret = object({ ...fileObject, driver: text, driver_opts: driverOptions });
const config = object({ ...fileObject, content: text });
const model = object(
  { name: text, model: text, context_size: of('integer'), runtime_flags: texts },
  { required: ['model'] },
);

const section = (rule: Rule): Rule => mapOf(name, rule, { closed: true });

export const composeFile: Rule = object({
  version: text,
  name: text,
  include: list(either(text, strict({ path: textOrList, env_file: textOrList, project_directory: text }))),
  services: section(service),
  models: section(model),
  networks: section(network),
  volumes: section(volume),
  secrets: section(secret),
  configs: section(config),
  jobs: section(job),
});
