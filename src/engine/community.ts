/**
 * What a frontend with many people keeps beside sessions: which servers there are and how they want it, who takes part in
 * them, what was posted where, and who asked for how much. A port, as those of ports.ts; SQL stands behind it. Whatever must
 * happen once, though several processes try (a post, a share, a link), is a claim that the first one gets.
 */
export interface Community {
  /** What a server chose, by name. */
  serverSettings(server: string): Promise<Readonly<Record<string, string>>>;
  /** Without a value the setting goes back to its default. */
  setServer(server: string, name: string, value: string | undefined): Promise<void>;
  /** Servers that have chosen something under this name. */
  serversWith(name: string): Promise<readonly { readonly server: string; readonly value: string }[]>;
  /** The bot has left: what is kept of the server may be erased a while later. Coming back calls that off. */
  left(server: string, at: number): Promise<void>;
  returned(server: string): Promise<void>;
  /** All that something is kept of, and whether they were left. */
  knownServers(): Promise<readonly { readonly server: string; readonly left: boolean }[]>;
  /** Erases all that is kept of servers left before this time. Says how many there were. */
  eraseServersLeftBefore(time: number): Promise<number>;

  /** Somebody answered in a server. The name is the one shown there. */
  seen(member: Member, standing: Standing, at: number): Promise<void>;
  /** Shown to others or not, in every server. */
  hide(learner: string, hidden: boolean): Promise<void>;
  /** `mine` is there for whoever has a place, hidden or not. Places are shared by equals: 1, 2, 2, 4. */
  board(
    server: string,
    ask: { readonly learner: string; readonly offset: number; readonly count: number },
  ): Promise<Board>;

  /** True for the one that may post; it is then as good as posted until `retryAt`, when another may try. */
  claimPost(post: PostKey & { readonly scenario: string }, at: number, retryAt: number): Promise<boolean>;
  posted(
    key: PostKey,
    where: { readonly channel: string; readonly message: string; readonly at: number; readonly revealAt: number },
  ): Promise<void>;
  post(key: PostKey): Promise<Post | undefined>;
  /** Posts that are out and not revealed yet, of one server or of all. */
  openPosts(server?: string): Promise<readonly Post[]>;
  /** True for the one that may reveal it. */
  claimReveal(key: PostKey, at: number): Promise<boolean>;
  /** True for the one that may show this number of answers: it is not what was shown before. */
  claimCount(key: PostKey, answers: number): Promise<boolean>;
  /** The first answer of each counts. */
  answered(
    key: PostKey,
    answer: { readonly learner: string; readonly right: boolean; readonly option?: string },
  ): Promise<void>;
  answersTo(key: PostKey): Promise<Answers>;
  /** True once for each key. */
  claim(key: string, at: number): Promise<boolean>;

  /** Counts one more for `subject` in the window that begins at `windowStart`; gives the number with it. */
  count(subject: string, windowStart: number): Promise<number>;
  /** Forgets counts, claims and link codes of before. */
  forgetBefore(time: number): Promise<void>;

  offerLink(code: string, learner: string, expiresAt: number): Promise<void>;
  /** All of `account`'s doings become the learner's who asked for the code; from then on both are one. */
  acceptLink(code: string, account: string, at: number): Promise<string | undefined>;
}

export interface Member {
  readonly server: string;
  readonly learner: string;
  readonly name: string;
}

export interface Standing {
  readonly points: number;
  readonly solved: number;
}

export interface BoardRow extends Standing {
  readonly learner: string;
  readonly name: string;
  readonly place: number;
}

export interface Board {
  readonly rows: readonly BoardRow[];
  readonly count: number;
  readonly mine?: BoardRow & { readonly hidden: boolean };
}

export interface PostKey {
  readonly server: string;
  /** `2026-11-21`; or what a group takes together (gathering.ts), or a week's plan. */
  readonly day: string;
}

export interface Post extends PostKey {
  readonly scenario: string;
  readonly channel?: string;
  readonly message?: string;
  readonly postedAt?: number;
  readonly revealAt?: number;
  readonly revealedAt?: number;
}

export interface Answers {
  readonly count: number;
  readonly right: number;
  /** How often each option was chosen. */
  readonly options: Readonly<Record<string, number>>;
}
