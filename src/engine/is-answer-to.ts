/** Whether an answer is one that an offer asks for: what a frontend or the network sends is not taken on trust. */
import type { Answer } from './answer.ts';
import { arePicks } from './picks.ts';
import type { Offer } from './screen.ts';

export function isAnswerTo(offer: Offer, answer: Answer): boolean {
  switch (answer.kind) {
    case 'choice':
      return offer.kind === 'choose' && offer.option === answer.option;
    case 'picks':
      return offer.kind === 'pick' && arePicks(offer, answer.options);
    case 'words':
      return offer.kind === 'type';
    case 'manifest':
      return offer.kind === 'write';
  }
}
