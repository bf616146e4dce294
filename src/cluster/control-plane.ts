/**
 * Whether the control plane works: controllers, scheduler and kubelets can reach the API server. While they cannot, nothing
 * new is decided; what runs goes on running.
 */
export class ControlPlane {
  #isUp = true;
  readonly #listeners: (() => void)[] = [];

  get isUp(): boolean {
    return this.#isUp;
  }

  goDown(): void {
    this.#isUp = false;
  }

  comeBack(): void {
    if (this.#isUp) return;
    this.#isUp = true;
    for (const listener of this.#listeners) listener();
  }

  onComeBack(listener: () => void): void {
    this.#listeners.push(listener);
  }
}
