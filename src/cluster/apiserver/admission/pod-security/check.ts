/** What all Pod Security checks share: who offends, and how several offenders are named in one sentence. */
import { goQuote } from '#api/meta/go-value.ts';
import type { ContainerDraft, PodDraft } from '../pod-draft.ts';

export interface PodSecurityCheck {
  readonly id: string;
  /** Checks of the level below that this one makes needless. */
  readonly replaces?: readonly string[];
  check(pod: PodDraft): Violation | undefined;
}

export interface Violation {
  readonly reason: string;
  readonly detail: string;
}

/** Init containers first, then containers, then ephemeral ones: the order in which they are named. */
export function allContainers({ spec }: PodDraft): ContainerDraft[] {
  return [
    ...((spec?.initContainers ?? []) as ContainerDraft[]),
    ...(spec?.containers ?? []),
    ...((spec?.ephemeralContainers ?? []) as ContainerDraft[]),
  ];
}

export function namesOf(containers: readonly ContainerDraft[]): string[] {
  return containers.map(({ name }) => name ?? '');
}

/** `container "a"`, `containers "a", "b"`. */
export function containersNamed(names: readonly string[]): string {
  return `${names.length === 1 ? 'container' : 'containers'} ${quoted(names)}`;
}

/** `pod and container "a" must not …`. */
export function setters(pod: boolean, names: readonly string[]): string {
  return [...(pod ? ['pod'] : []), ...(names.length > 0 ? [containersNamed(names)] : [])].join(' and ');
}

export function quoted(names: readonly string[]): string {
  return names.map(goQuote).join(', ');
}

export function sorted(names: Iterable<string>): string[] {
  return [...new Set(names)].sort();
}

export function isWindows({ spec }: PodDraft): boolean {
  return spec?.os?.name === 'windows';
}

/** A pod in a user namespace of its own may be root there. */
export function hasUserNamespace({ spec }: PodDraft): boolean {
  return spec?.hostUsers === false;
}
