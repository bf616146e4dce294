/**
 * What is wrong with a Compose file, in the words of the loader of docker compose (English, as everything it prints).
 * Thrown inside this folder and caught by `loadCompose`, which returns it as a value.
 */
export class ComposeFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ComposeFault';
  }
}
