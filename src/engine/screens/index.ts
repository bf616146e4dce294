/** Which screen a state shows: the one place where a phase becomes something to look at. */
import { invariant } from '#base/invariant.ts';
import type { Library } from '../ports.ts';
import type { Screen } from '../screen.ts';
import type { State } from '../state.ts';
import { flagScreen } from './flag-screen.ts';
import { outdatedScreen } from './outdated-screen.ts';
import { questionScreen } from './question-screen.ts';
import { resultScreen } from './result-screen.ts';
import { summaryScreen } from './summary-screen.ts';
import { workingScreen } from './working-screen.ts';

export { homeScreen } from './home-screen.ts';
export { foundScreen, menuScreen, topicScreen } from './menu-screen.ts';
export {
  nothingThereScreen,
  replayRefusedScreen,
  unknownQuizScreen,
  unknownScenarioScreen,
  unknownSessionScreen,
} from './outdated-screen.ts';
export { quizzesScreen } from './quizzes-screen.ts';
export { notGradedScreen } from './result-screen.ts';
export { nothingToReviewScreen, statisticsScreen } from './statistics-screen.ts';

export function screenOf(state: State, library: Library): Screen {
  if (state.phase === 'summary') return summaryScreen(state, library);
  const question = state.questions[state.position];
  invariant(question, 'a state that is no summary has a question');
  const scenario = library.find(question.scenario);
  if (!scenario || scenario.version !== question.version) return outdatedScreen(question.scenario);
  if (state.flagging) return flagScreen(scenario);
  switch (state.phase) {
    case 'question':
      return questionScreen(state, question, scenario);
    case 'working':
      return workingScreen(state, scenario);
    case 'result':
      return resultScreen(state, question, scenario);
  }
}
