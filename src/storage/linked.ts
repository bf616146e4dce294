/** A storage in which one account speaks for the learner it was linked to: what `local` did and does is then theirs. */
import type { Storage } from './storage.ts';

export function speakingFor(storage: Storage, account: string, learner: string): Storage {
  if (learner === account) return storage;
  const who = (asked: string) => (asked === account ? learner : asked);
  const { sessions, settings, people } = storage;
  return {
    ...storage,
    sessions: {
      ...sessions,
      create: (session) => sessions.create({ ...session, learner: who(session.learner) }),
      open: (asked) => sessions.open(who(asked)),
      results: (asked) => sessions.results(who(asked)),
      history: (asked) => sessions.history(who(asked)),
    },
    settings: {
      get: (asked, name) => settings.get(who(asked), name),
      set: (asked, name, value, at) => settings.set(who(asked), name, value, at),
    },
    people: {
      export: (asked) => people.export(who(asked)),
      elsewhere: (asked) => people.elsewhere(who(asked)),
      import: (asked, data, at) => people.import(who(asked), data, at),
      delete: (asked) => people.delete(who(asked)),
    },
  };
}
