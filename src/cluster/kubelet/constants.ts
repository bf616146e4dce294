/**
 * How long the steps of a kubelet take, as measured on a real v1.36 node with containerd: milliseconds, means of the recorded
 * plays. What varies there from run to run (a relist that comes 0 to 1.2 s after an exit, a timer stretched by 1 to 1.5) is a
 * fixed figure here, so that a learner's numbers can be checked by hand.
 */
export const latency = {
  /** From the binding to the first status. */
  firstStatusMs: 40,
  /** From the first status to mounted volumes; the probes' clock starts then. */
  volumesMs: 320,
  sandboxMs: 60,
  /** One container: created and started. */
  createMs: 20,
  startMs: 80,
  /** From a sync that changed something to the sync that sees it. */
  relistAfterSyncMs: 100,
  /** From a container's own end to the sync that sees it. */
  relistMs: 700,
  /** From the death of a container the kubelet killed to its next step. */
  afterKillMs: 100,
  /** Second readiness attempt after a start. */
  secondLookMs: 370,
  /** From "all containers have ended" to the final phase. */
  finalPhaseMs: 1200,
  /** From the last exit to the status of a deleted pod, and from there to the removal of the object. */
  afterLastExitMs: 150,
  removalMs: 550,
  /** From the start of a pod to the first measure of its disk usage. */
  firstUsageMs: 40_000,
  /** From the delete request to `Killing`. */
  killingMs: 20,
} as const;

/** Timers of the kubelet are stretched by 1 to 1.5, evenly; this is the middle. */
export const jitter = 1.25;

/** A kubelet waits so long for a pod's disks to be attached before it says that it waits, and looks so often. */
export const waitForVolumesMs = 123_000;
export const attachPollMs = 500;

export const resyncMs = 60_000;
export const resyncAfterErrorMs = 10_000;
/** A container gets at least this between SIGTERM and SIGKILL. */
export const minimumGraceSeconds = 2;
