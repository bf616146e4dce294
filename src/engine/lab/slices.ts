/**
 * Work that takes virtual time, done in slices: between two of them a frontend may draw, answer others, or interrupt. A slice
 * is so many simulated events, never so much real time: that is why what was interrupted can be played again exactly.
 *
 *   yield* room.pass(3600);            // in a command: an hour, in as many slices as its events need
 *   const text = yield* edited(…);     // a slice that ends because a person has something to do
 */

export type Slices<Value = void> = Generator<EditRequest | undefined, Value, undefined>;

/** Some 5 ms of work; more where programs in containers are busy with themselves. */
export const eventsPerSlice = 100;

/** A text for the person to change. Who runs the slices sets `answer` before the next one; left out: nothing was saved. */
export interface EditRequest {
  readonly name: string;
  readonly text: string;
  answer?: string | undefined;
}

/** The person wants no more of this line. Thrown where a slice begins, caught where the line was begun. */
export class Interrupted extends Error {}

export function* askToEdit(name: string, text: string): Slices<string | undefined> {
  const request: EditRequest = { name, text };
  yield request;
  return request.answer;
}
