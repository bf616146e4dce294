/**
 * Where the cluster's state lives: frozen objects by kind, namespace and name, one counter of revisions, and the log from
 * which watches are fed. It knows nothing of kinds' rules; the API server is its only user.
 *
 * Lists come in order of creation within a namespace. An index (pods by node, objects by a label) is built the first time
 * it is asked for and kept up from then on, so that what nobody asks costs nothing.
 */
import type { KubernetesObject } from '#api/meta/object.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { Unwatch, WatchEvent } from './api-client.ts';
import { deepFreeze } from './structural-sharing.ts';

interface Entry {
  /** When it was created, as a number: what lists are ordered by. */
  readonly sequence: number;
  readonly kind: string;
  object: KubernetesObject;
}

/** One property that objects are found by: `spec.nodeName`, or a label's value. */
export interface IndexKey {
  readonly name: string;
  readonly value: (object: KubernetesObject) => string | undefined;
}

export interface Selection {
  readonly namespace?: string;
  readonly index?: { readonly key: IndexKey; readonly value: string };
}

interface Watcher {
  readonly kind: string;
  readonly filter: ((object: KubernetesObject) => boolean) | undefined;
  readonly onEvent: (event: WatchEvent<KubernetesObject>) => void;
  sinceRevision: number;
  open: boolean;
}

type Delivery =
  | { readonly what: 'start'; readonly watcher: Watcher; readonly objects: readonly KubernetesObject[] }
  | {
      readonly what: 'change';
      readonly kind: string;
      readonly revision: number;
      readonly event: WatchEvent<KubernetesObject>;
    };

export class Etcd {
  readonly #clock: VirtualClock;
  readonly #tables = new Map<string, Table>();
  readonly #watchers = new Map<string, WatcherSet>();
  readonly #dependents = new Map<string, Set<Entry>>();
  #deliveries: Delivery[] = [];
  #revision = 0;
  #sequence = 0;
  #count = 0;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  get revision(): number {
    return this.#revision;
  }

  /** All objects stored: what limits on a run count. */
  get objectCount(): number {
    return this.#count;
  }

  get(kind: string, namespace: string | undefined, name: string): KubernetesObject | undefined {
    return this.#tables.get(kind)?.get(namespace ?? '', name)?.object;
  }

  list(kind: string, selection: Selection = {}): readonly KubernetesObject[] {
    return this.#tables.get(kind)?.list(selection) ?? [];
  }

  /** How many there are, without making a list of them. */
  size(kind: string, namespace?: string): number {
    return this.#tables.get(kind)?.size(namespace) ?? 0;
  }

  kinds(): readonly string[] {
    return [...this.#tables.keys()];
  }

  /** Every object with an ownerReference to `uid`, in order of creation. */
  dependents(uid: string): readonly KubernetesObject[] {
    const entries = this.#dependents.get(uid);
    return entries ? inOrder(entries) : [];
  }

  /** Stores `draft` as the next revision and freezes it: from here on it is shared by all who read it. */
  put(kind: string, draft: KubernetesObject): KubernetesObject {
    const revision = ++this.#revision;
    const object = deepFreeze({ ...draft, metadata: { ...draft.metadata, resourceVersion: String(revision) } });
    const table = this.#table(kind);
    const existing = table.get(object.metadata.namespace ?? '', object.metadata.name);
    if (existing) {
      const old = existing.object;
      existing.object = object;
      table.changed(existing, old);
      this.#indexOwners(existing, old, object);
      this.#log(kind, revision, { type: 'MODIFIED', object, old });
    } else {
      const entry: Entry = { sequence: this.#sequence++, kind, object };
      table.add(entry);
      this.#count++;
      this.#indexOwners(entry, undefined, object);
      this.#log(kind, revision, { type: 'ADDED', object });
    }
    return object;
  }

  delete(kind: string, namespace: string | undefined, name: string): KubernetesObject | undefined {
    const table = this.#tables.get(kind);
    const entry = table?.get(namespace ?? '', name);
    if (!table || !entry) return undefined;
    table.remove(entry);
    this.#count--;
    this.#indexOwners(entry, entry.object, undefined);
    const revision = ++this.#revision;
    const { object } = entry;
    const last = Object.freeze({
      ...object,
      metadata: Object.freeze({ ...object.metadata, resourceVersion: String(revision) }),
    });
    this.#log(kind, revision, { type: 'DELETED', object: last });
    return last;
  }

  /**
   * Deliveries are events of the clock at the instant of the change, one for all that changed since the last, in order of
   * revision. `filter` makes a watch of some objects: one that begins to match comes as ADDED, one that ceases as DELETED.
   * `index` tells which value of `spec.nodeName` is meant, so that 5,000 kubelets need not look at one another's pods.
   */
  watch(
    kind: string,
    onEvent: (event: WatchEvent<KubernetesObject>) => void,
    options: { readonly filter?: (object: KubernetesObject) => boolean; readonly index?: Selection['index'] } = {},
  ): Unwatch {
    const { index } = options;
    const filter: Watcher['filter'] = index
      ? (object) => index.key.value(object) === index.value && (options.filter?.(object) ?? true)
      : options.filter;
    const watcher: Watcher = { kind, filter, onEvent, sinceRevision: this.#revision, open: true };
    let set = this.#watchers.get(kind);
    if (!set) {
      set = new WatcherSet();
      this.#watchers.set(kind, set);
    }
    const leave = set.add(watcher, index);
    const listed = this.list(kind, index ? { index } : {});
    const objects = filter ? listed.filter(filter) : listed;
    this.#queue({ what: 'start', watcher, objects });
    return () => {
      watcher.open = false;
      leave();
    };
  }

  #log(kind: string, revision: number, event: WatchEvent<KubernetesObject>): void {
    if (this.#watchers.get(kind)?.isEmpty === false) this.#queue({ what: 'change', kind, revision, event });
  }

  #queue(delivery: Delivery): void {
    if (this.#deliveries.push(delivery) === 1) this.#clock.after(0, () => this.#deliver());
  }

  #deliver(): void {
    const batch = this.#deliveries;
    this.#deliveries = []; // what watchers write from here on goes into the next batch
    for (const delivery of batch) {
      if (delivery.what === 'change') {
        for (const watcher of this.#watchers.get(delivery.kind)?.concernedBy(delivery.event) ?? []) {
          if (delivery.revision > watcher.sinceRevision) tell(watcher, delivery.event);
        }
      } else {
        for (const object of delivery.objects) {
          if (delivery.watcher.open) delivery.watcher.onEvent({ type: 'ADDED', object });
        }
      }
    }
  }

  #indexOwners(entry: Entry, old: KubernetesObject | undefined, next: KubernetesObject | undefined): void {
    const before = old?.metadata.ownerReferences;
    const after = next?.metadata.ownerReferences;
    if (before === after) return;
    for (const owner of before ?? []) {
      const entries = this.#dependents.get(owner.uid);
      entries?.delete(entry);
      if (entries?.size === 0) this.#dependents.delete(owner.uid);
    }
    for (const owner of after ?? []) addTo(this.#dependents, owner.uid, entry);
  }

  #table(kind: string): Table {
    let table = this.#tables.get(kind);
    if (!table) {
      table = new Table();
      this.#tables.set(kind, table);
    }
    return table;
  }
}

/** The objects of one kind. */
class Table {
  readonly #namespaces = new Map<string, Map<string, Entry>>();
  readonly #indexes = new Map<string, { readonly key: IndexKey; readonly entries: Map<string, Set<Entry>> }>();
  /** Whole lists stay valid until something of the namespace (`*`: of the kind) changes. */
  readonly #lists = new Map<string, readonly KubernetesObject[]>();
  #size = 0;

  get(namespace: string, name: string): Entry | undefined {
    return this.#namespaces.get(namespace)?.get(name);
  }

  size(namespace?: string): number {
    return namespace === undefined ? this.#size : (this.#namespaces.get(namespace)?.size ?? 0);
  }

  list(selection: Selection): readonly KubernetesObject[] {
    const { namespace, index } = selection;
    if (index) {
      const entries = this.#index(index.key).get(index.value);
      if (!entries) return [];
      const objects = inOrder(entries);
      return namespace === undefined ? objects : objects.filter((object) => object.metadata.namespace === namespace);
    }
    const listName = namespace ?? '*';
    let objects = this.#lists.get(listName);
    if (!objects) {
      const maps = namespace === undefined ? this.#namespaces.values() : [this.#namespaces.get(namespace)];
      const all: KubernetesObject[] = [];
      for (const map of maps) for (const entry of map?.values() ?? []) all.push(entry.object);
      objects = Object.freeze(all);
      this.#lists.set(listName, objects);
    }
    return objects;
  }

  add(entry: Entry): void {
    const { namespace = '', name } = entry.object.metadata;
    let map = this.#namespaces.get(namespace);
    if (!map) {
      map = new Map();
      this.#namespaces.set(namespace, map);
    }
    map.set(name, entry);
    this.#size++;
    this.#forgetLists(namespace);
    for (const { key, entries } of this.#indexes.values()) {
      const value = key.value(entry.object);
      if (value !== undefined) addTo(entries, value, entry);
    }
  }

  changed(entry: Entry, old: KubernetesObject): void {
    this.#forgetLists(entry.object.metadata.namespace ?? '');
    for (const { key, entries } of this.#indexes.values()) {
      const before = key.value(old);
      const after = key.value(entry.object);
      if (before === after) continue;
      if (before !== undefined) entries.get(before)?.delete(entry);
      if (after !== undefined) addTo(entries, after, entry);
    }
  }

  remove(entry: Entry): void {
    const { namespace = '', name } = entry.object.metadata;
    this.#namespaces.get(namespace)?.delete(name);
    this.#size--;
    this.#forgetLists(namespace);
    for (const { key, entries } of this.#indexes.values()) {
      const value = key.value(entry.object);
      const bucket = value === undefined ? undefined : entries.get(value);
      bucket?.delete(entry);
      if (value !== undefined && bucket?.size === 0) entries.delete(value);
    }
  }

  #index(key: IndexKey): Map<string, Set<Entry>> {
    let index = this.#indexes.get(key.name);
    if (!index) {
      index = { key, entries: new Map() };
      this.#indexes.set(key.name, index);
      for (const map of this.#namespaces.values()) {
        for (const entry of map.values()) {
          const value = key.value(entry.object);
          if (value !== undefined) addTo(index.entries, value, entry);
        }
      }
    }
    return index.entries;
  }

  #forgetLists(namespace: string): void {
    if (this.#lists.size === 0) return;
    this.#lists.delete(namespace);
    this.#lists.delete('*');
  }
}

/** The watchers of one kind: those of everything, and those of one value of an index. */
class WatcherSet {
  readonly #all = new Set<Watcher>();
  readonly #byIndex = new Map<string, { readonly key: IndexKey; readonly watchers: Map<string, Set<Watcher>> }>();

  get isEmpty(): boolean {
    return this.#all.size === 0 && this.#byIndex.size === 0;
  }

  add(watcher: Watcher, index: Selection['index']): Unwatch {
    if (!index) {
      this.#all.add(watcher);
      return () => this.#all.delete(watcher);
    }
    let group = this.#byIndex.get(index.key.name);
    if (!group) {
      group = { key: index.key, watchers: new Map() };
      this.#byIndex.set(index.key.name, group);
    }
    addTo(group.watchers, index.value, watcher);
    return () => group.watchers.get(index.value)?.delete(watcher);
  }

  /** A copy: a watcher may leave, or another come, while they are told. */
  concernedBy(event: WatchEvent<KubernetesObject>): Watcher[] {
    const concerned = [...this.#all];
    for (const { key, watchers } of this.#byIndex.values()) {
      const value = key.value(event.object);
      const before = event.type === 'MODIFIED' ? key.value(event.old) : value;
      if (value !== undefined) concerned.push(...(watchers.get(value) ?? []));
      if (before !== undefined && before !== value) concerned.push(...(watchers.get(before) ?? []));
    }
    return concerned;
  }
}

function tell(watcher: Watcher, event: WatchEvent<KubernetesObject>): void {
  if (!watcher.open) return;
  if (!watcher.filter) {
    watcher.onEvent(event);
    return;
  }
  const matches = watcher.filter(event.object);
  const matched = event.type === 'MODIFIED' ? watcher.filter(event.old) : matches;
  if (matches && matched) watcher.onEvent(event);
  else if (matches) watcher.onEvent({ type: 'ADDED', object: event.object });
  else if (matched) watcher.onEvent({ type: 'DELETED', object: event.object });
}

function inOrder(entries: Set<Entry>): KubernetesObject[] {
  const list = [...entries];
  // Mostly they came in this order; only who changed hands stands further back.
  if (list.some((entry, place) => place > 0 && entry.sequence < (list[place - 1] as Entry).sequence)) {
    list.sort((a, b) => a.sequence - b.sequence);
  }
  return list.map((entry) => entry.object);
}

function addTo<Item>(map: Map<string, Set<Item>>, key: string, item: Item): void {
  const set = map.get(key);
  if (set) set.add(item);
  else map.set(key, new Set([item]));
}
