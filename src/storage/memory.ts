/** What the bot keeps beside sessions, over a storage: people's data come and go as text, which is read with care. */
import type { Result } from '#base/result.ts';
import { ok } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import { readLearnerData } from './learner-data.ts';
import type { Storage } from './storage.ts';

export function memoryOf({ community, settings, people, labs, gatherings }: Storage) {
  return {
    community,
    settings,
    labs,
    gatherings,
    people: {
      export: people.export,
      elsewhere: people.elsewhere,
      delete: people.delete,
      async importText(learner: string, text: string, at: number): Promise<Result<number, Text>> {
        const read = readLearnerData(text);
        return read.ok ? ok(await people.import(learner, read.value, at)) : read;
      },
    },
  };
}
