/** Who plays in the terminal: whoever owns the data folder. */
export const learner = 'local';
