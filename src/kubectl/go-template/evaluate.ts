/** Go templates (`-o go-template=…`), as far as kubectl users write them. */
import { fail, type Result } from '#base/result.ts';

export function goTemplate(_template: string, _data: unknown): Result<string, string> {
  return fail('the simulator leaves out go-template so far');
}
