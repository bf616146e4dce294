/** A screen of the bot's own: what the engine knows nothing of, in the engine's blocks, so that it is drawn like all others. */
import type { Text } from '#base/text.ts';
import type { Block, Offer, Screen } from '#engine/screen.ts';

export function pageOf(title: Text, blocks: readonly Block[], offers: readonly Offer[] = []): Screen {
  return { kind: 'menu', title, blocks, offers };
}

export const toHome: Offer = { kind: 'go', to: 'go:home', label: { es: 'Inicio', en: 'Home' } };
