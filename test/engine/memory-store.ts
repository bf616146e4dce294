// A SessionStore that keeps everything in memory, as text, so that nothing survives that would not survive a database.
import type { Action } from '#engine/action.ts';
import type { HistoryEntry, QuestionResult, SessionStore } from '#engine/ports.ts';
import type { Session } from '#engine/session.ts';

export class MemoryStore implements SessionStore {
  readonly #sessions = new Map<string, { session: string; actions: string[]; finished: boolean }>();
  readonly #results = new Map<string, { learner: string; result: HistoryEntry }>();

  async create(session: Session): Promise<void> {
    const { actions, ...rest } = session;
    const kept = {
      session: JSON.stringify(rest),
      actions: actions.map((action) => JSON.stringify(action)),
      finished: false,
    };
    this.#sessions.set(session.id, kept);
  }

  async load(id: string): Promise<Session | undefined> {
    const kept = this.#sessions.get(id);
    return kept && { ...JSON.parse(kept.session), actions: kept.actions.map((action) => JSON.parse(action)) };
  }

  async append(sessionId: string, index: number, action: Action): Promise<boolean> {
    const kept = this.#sessions.get(sessionId);
    if (!kept || kept.finished || kept.actions.length !== index) return false;
    kept.actions.push(JSON.stringify(action));
    return true;
  }

  async open(learner: string): Promise<readonly Session[]> {
    const open: Session[] = [];
    for (const [id, { finished }] of this.#sessions) {
      const session = await this.load(id);
      if (!finished && session?.learner === learner) open.unshift(session);
    }
    return open;
  }

  async finish(sessionId: string, _at: number, results: readonly QuestionResult[]): Promise<void> {
    const kept = this.#sessions.get(sessionId);
    if (!kept || kept.finished) return;
    kept.finished = true;
    const { learner } = JSON.parse(kept.session) as Session;
    for (const result of results) {
      const entry = { ...result, session: sessionId };
      this.#results.set(`${sessionId}/${result.scenario}`, { learner, result: entry });
    }
  }

  async results(learner: string): Promise<readonly QuestionResult[]> {
    const best = new Map<string, QuestionResult>();
    for (const { learner: whose, result } of this.#results.values()) {
      if (whose !== learner) continue;
      const known = best.get(result.scenario);
      if (!known || result.points > known.points) best.set(result.scenario, result);
    }
    return [...best.values()];
  }

  async history(learner: string): Promise<readonly HistoryEntry[]> {
    const all = [...this.#results.values()].filter((one) => one.learner === learner);
    return all.map(({ result }) => result).sort((a, b) => a.at - b.at);
  }
}
