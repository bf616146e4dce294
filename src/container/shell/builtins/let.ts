/** `let x=1+2`: arithmetic as a command; 1 when the result is 0. */
import { ArithmeticError, evaluateArithmetic } from '../arithmetic.ts';
import type { Builtin } from '../shell.ts';

export const letBuiltin: Builtin = {
  names: ['let'],
  run(shell, args, io) {
    try {
      let value = 0;
      for (const word of args) value = evaluateArithmetic(word, shell);
      return value === 0 ? 1 : 0;
    } catch (error) {
      if (!(error instanceof ArithmeticError)) throw error;
      shell.complain(error.message, io);
      return 1;
    }
  },
};
