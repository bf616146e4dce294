/** The lab that opens where nothing else is asked for. Loaded with the command line, so it imports nothing. */
export const usualLab = { seed: 1, nodes: 3, scenario: undefined, load: undefined } as const;
